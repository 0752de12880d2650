module github.com/example/a1-b2-c3

go 1.26
