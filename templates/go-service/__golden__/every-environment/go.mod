module github.com/example/comment-service

go 1.26
