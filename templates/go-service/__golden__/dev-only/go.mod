module github.com/example/thumbnail-warmer

go 1.26
