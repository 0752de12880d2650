// Package config reads the service's settings from the environment.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"
)

// Config holds every setting, with defaults filled in.
type Config struct {
	// Service is the name that logs carry.
	Service string
	// Port to listen on, from PORT.
	Port int
	// LogLevel is the least severe level that is written, from LOG_LEVEL.
	LogLevel slog.Level
	// DrainDelay is how long the service reports that it is not ready before
	// it stops accepting connections, from DRAIN_DELAY.
	DrainDelay time.Duration
	// ShutdownTimeout bounds how long running requests may take to finish,
	// from SHUTDOWN_TIMEOUT.
	ShutdownTimeout time.Duration
}

// FromEnv reads the configuration through lookup, normally os.LookupEnv. All
// problems are reported at once.
func FromEnv(lookup func(string) (string, bool)) (Config, error) {
	cfg := Config{
		Service:         "a1-b2-c3",
		Port:            1024,
		LogLevel:        slog.LevelInfo,
		DrainDelay:      3 * time.Second,
		ShutdownTimeout: 15 * time.Second,
	}
	return cfg, errors.Join(
		read(lookup, "DD_SERVICE", &cfg.Service, func(v string) (string, error) { return v, nil }),
		read(lookup, "PORT", &cfg.Port, parsePort),
		read(lookup, "LOG_LEVEL", &cfg.LogLevel, parseLevel),
		read(lookup, "DRAIN_DELAY", &cfg.DrainDelay, time.ParseDuration),
		read(lookup, "SHUTDOWN_TIMEOUT", &cfg.ShutdownTimeout, time.ParseDuration),
	)
}

func read[T any](lookup func(string) (string, bool), name string, into *T, parse func(string) (T, error)) error {
	text, ok := lookup(name)
	if !ok || text == "" {
		return nil
	}
	value, err := parse(text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	*into = value
	return nil
}

func parsePort(text string) (int, error) {
	port, err := strconv.Atoi(text)
	if err != nil {
		return 0, err
	}
	if port < 0 || port > 65535 {
		return 0, fmt.Errorf("%d is not a port", port)
	}
	return port, nil
}

func parseLevel(text string) (slog.Level, error) {
	var level slog.Level
	err := level.UnmarshalText([]byte(text))
	return level, err
}
