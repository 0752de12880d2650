package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/example/comment-service/internal/config"
)

func newServer(logs io.Writer) *Server {
	cfg := config.Config{Service: "test", ShutdownTimeout: 5 * time.Second}
	level := &slog.HandlerOptions{Level: slog.LevelDebug}
	return New(cfg, slog.New(slog.NewJSONHandler(logs, level)))
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, strings.TrimSpace(string(body))
}

func TestRoutes(t *testing.T) {
	srv := newServer(io.Discard)
	srv.ready.Store(true)
	web := httptest.NewServer(srv.Handler())
	defer web.Close()

	for _, test := range []struct {
		path   string
		status int
		body   string
	}{
		{"/", http.StatusOK, "test"},
		{"/healthz", http.StatusOK, "ok"},
		{"/readyz", http.StatusOK, "ok"},
		{"/nothing-here", http.StatusNotFound, "404 page not found"},
	} {
		status, body := get(t, web.URL+test.path)
		if status != test.status || body != test.body {
			t.Errorf("GET %s: got %d %q, want %d %q", test.path, status, body, test.status, test.body)
		}
	}
}

func TestNotReadyBeforeItServes(t *testing.T) {
	web := httptest.NewServer(newServer(io.Discard).Handler())
	defer web.Close()

	if status, _ := get(t, web.URL+"/readyz"); status != http.StatusServiceUnavailable {
		t.Errorf("GET /readyz: got %d, want 503", status)
	}
	if status, _ := get(t, web.URL+"/healthz"); status != http.StatusOK {
		t.Errorf("GET /healthz: got %d, want 200", status)
	}
}

func TestRequestsAreLoggedAsJSON(t *testing.T) {
	var logs bytes.Buffer
	web := httptest.NewServer(newServer(&logs).Handler())
	get(t, web.URL+"/nothing-here")
	web.Close()

	var line struct {
		Msg    string `json:"msg"`
		Path   string `json:"path"`
		Status int    `json:"status"`
	}
	if err := json.Unmarshal(logs.Bytes(), &line); err != nil {
		t.Fatalf("%v in %q", err, logs.String())
	}
	if line.Msg != "request" || line.Path != "/nothing-here" || line.Status != http.StatusNotFound {
		t.Errorf("unexpected log line: %s", logs.String())
	}
}

func TestRunningRequestsFinishBeforeItStops(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	started, finish := make(chan struct{}), make(chan struct{})
	slow := &slowConn{Listener: listener, started: started, finish: finish}

	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- newServer(io.Discard).Serve(ctx, slow) }()

	status := make(chan int, 1)
	go func() {
		code, _ := get(t, "http://"+listener.Addr().String()+"/")
		status <- code
	}()

	<-started
	stop()
	close(finish)
	if code := <-status; code != http.StatusOK {
		t.Errorf("the running request got %d, want 200", code)
	}
	if err := <-done; err != nil {
		t.Errorf("it did not stop cleanly: %v", err)
	}
}

// slowConn holds the first answer back until finish is closed.
type slowConn struct {
	net.Listener
	started, finish chan struct{}
	once            sync.Once
}

func (l *slowConn) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &heldConn{Conn: conn, listener: l}, nil
}

type heldConn struct {
	net.Conn
	listener *slowConn
}

func (c *heldConn) Write(bytes []byte) (int, error) {
	c.listener.once.Do(func() {
		close(c.listener.started)
		<-c.listener.finish
	})
	return c.Conn.Write(bytes)
}
