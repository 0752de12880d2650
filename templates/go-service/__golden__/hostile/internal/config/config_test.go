package config

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func env(values map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

func TestDefaults(t *testing.T) {
	cfg, err := FromEnv(env(nil))
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Service != "a1-b2-c3" || cfg.Port != 1024 {
		t.Errorf("unexpected defaults: %+v", cfg)
	}
}

func TestValuesFromTheEnvironment(t *testing.T) {
	cfg, err := FromEnv(env(map[string]string{
		"PORT":             "9000",
		"LOG_LEVEL":        "debug",
		"SHUTDOWN_TIMEOUT": "1s",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Port != 9000 || cfg.LogLevel != slog.LevelDebug || cfg.ShutdownTimeout != time.Second {
		t.Errorf("unexpected configuration: %+v", cfg)
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	_, err := FromEnv(env(map[string]string{"PORT": "70000", "DRAIN_DELAY": "soon"}))
	if err == nil {
		t.Fatal("expected an error")
	}
	for _, name := range []string{"PORT", "DRAIN_DELAY"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("the error does not name %s: %v", name, err)
		}
	}
}
