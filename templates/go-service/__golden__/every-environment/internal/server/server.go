// Package server is the service's HTTP side: its routes, its health, and how
// it stops.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/example/comment-service/internal/config"
)

// Server answers HTTP requests until it is told to stop.
type Server struct {
	cfg    config.Config
	logger *slog.Logger
	ready  atomic.Bool
}

// New returns a server that is not listening yet.
func New(cfg config.Config, logger *slog.Logger) *Server {
	return &Server{cfg: cfg, logger: logger}
}

// Handler returns all routes. Add the service's own beside the first one.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, s.cfg.Service)
	})

	// Alive: the process can answer. It says nothing about other systems, so
	// that their trouble does not restart this one.
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	// Ready: send requests here. Turns off before the server stops.
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !s.ready.Load() {
			http.Error(w, "stopping", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return s.logged(mux)
}

// Run listens on the configured port until ctx is done, then stops in order.
func (s *Server) Run(ctx context.Context) error {
	listener, err := net.Listen("tcp", net.JoinHostPort("", strconv.Itoa(s.cfg.Port)))
	if err != nil {
		return err
	}
	return s.Serve(ctx, listener)
}

// Serve answers requests on listener until ctx is done. Then it reports that
// it is not ready, waits until Kubernetes has noticed, and lets running
// requests finish within the configured time.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	httpServer := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       60 * time.Second,
		ErrorLog:          slog.NewLogLogger(s.logger.Handler(), slog.LevelError),
	}

	failed := make(chan error, 1)
	go func() { failed <- httpServer.Serve(listener) }()
	s.ready.Store(true)
	s.logger.Info("listening", "address", listener.Addr().String())

	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}

	s.ready.Store(false)
	s.logger.Info("stopping", "drain", s.cfg.DrainDelay.String())
	time.Sleep(s.cfg.DrainDelay)

	shutdown, cancel := context.WithTimeout(context.Background(), s.cfg.ShutdownTimeout)
	defer cancel()
	if err := httpServer.Shutdown(shutdown); err != nil {
		return fmt.Errorf("requests were still running after %s: %w", s.cfg.ShutdownTimeout, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	s.logger.Info("stopped")
	return nil
}
