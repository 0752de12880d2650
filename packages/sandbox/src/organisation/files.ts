import { jobManifest } from './jobs';
import { application, ciWorkflow, imagePolicies } from './manifests';
import type { Environment, Service } from './services';

/** Where a service's repository stands at one moment of its history. */
export interface ServiceState {
  /** Flags of the features that are in. */
  features: readonly string[];
  /** Values of the tuned numbers, by constant. */
  settings: Readonly<Record<string, number>>;
  /** The copied go-kit's version. */
  kit: string;
  /** Lines that people added to the runbook. */
  runbook: readonly string[];
  /** Image tag per environment; none where it was never deployed. */
  tags: Readonly<Partial<Record<Environment, string>>>;
}

/** Every file of the repository in that state. */
export function serviceFiles(
  service: Service,
  state: ServiceState,
): Record<string, string> {
  const { name } = service;
  const deploys = service.environments.flatMap(environment => {
    const tag = state.tags[environment];
    return tag
      ? [
          [
            `deploy/${environment}/application.yaml`,
            application(service, environment, tag),
          ] as const,
          ...service.jobs.map(
            job =>
              [
                `deploy/${environment}/${job}.yaml`,
                jobManifest(service, environment, job, tag),
              ] as const,
          ),
        ]
      : [];
  });
  return {
    'catalog-info.yaml': catalogInfo(service),
    'README.md': `# ${name}\n\n${service.description}\n\nRun it with \`go run .\` and open http://localhost:${service.port}/healthz. Tests: \`go test ./...\`.\n`,
    CODEOWNERS: `* @hanabi/${service.team}\n/deploy/production/ @hanabi/${service.team} @hanabi/platform\n`,
    'mkdocs.yml': `site_name: ${name}\nnav:\n  - Overview: index.md\n  - Runbook: runbook.md\nplugins:\n  - techdocs-core\n`,
    'docs/index.md': `# ${name}\n\n${service.description}\n\nOwned by the ${service.team} team, part of the ${service.system} system.\n`,
    'docs/runbook.md': runbook(service, state.runbook),
    'go.mod': `module github.com/hanabi/${name}\n\ngo 1.25\n`,
    'main.go': mainGo(service),
    'internal/features/features.go': featuresGo(service, state.features),
    'internal/settings/settings.go': settingsGo(service, state.settings),
    'internal/kit/kit.go': kitGo(state.kit),
    Dockerfile: `FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /${name} .\n\nFROM gcr.io/distroless/static-debian12:nonroot\nCOPY --from=build /${name} /${name}\nENTRYPOINT ["/${name}"]\n`,
    '.github/workflows/ci.yaml': ciWorkflow(
      service.series,
      `ghcr.io/hanabi/${name}`,
    ),
    'deploy/image-automation/images.yaml': imagePolicies(service),
    ...Object.fromEntries(deploys),
  };
}

function catalogInfo(service: Service): string {
  const list = (key: string, values: readonly string[]) =>
    values.length === 0
      ? ''
      : `  ${key}:\n${values.map(value => `    - ${value}\n`).join('')}`;
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${service.name}
  description: "${service.description}"
  annotations:
    github.com/project-slug: hanabi/${service.name}
    argocd/app-name: ${service.name}
    datadoghq.com/service: ${service.name}
    backstage.io/techdocs-ref: dir:.
  tags:
    - go
spec:
  type: service
  lifecycle: ${service.lifecycle}
  owner: group:default/${service.team}
  system: ${service.system}
${list('providesApis', service.provides)}${list('consumesApis', service.consumes)}${list('dependsOn', [...service.dependsOn, 'component:go-kit'])}`;
}

function runbook(service: Service, added: readonly string[]): string {
  return `# Runbook

## Where to look

- Logs: standard output, in Athena under \`service = '${service.name}'\`.
- Traces and metrics: Datadog, \`service:${service.name}\`.

## When it is slow or down

1. What was deployed last? The portal's Deployments page of ${service.name} says so.
2. Roll back there if the trouble began with a deployment.
3. Call the ${service.team} team's on-call.
${added.length === 0 ? '' : `\n## Seen before\n\n${added.map(line => `- ${line}\n`).join('')}`}`;
}

function mainGo(service: Service): string {
  return `// Command ${service.name}: ${service.description}
package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"github.com/hanabi/${service.name}/internal/features"
	"github.com/hanabi/${service.name}/internal/kit"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /features", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, features.Names()) })
	port := os.Getenv("PORT")
	if port == "" {
		port = "${service.port}"
	}
	if err := http.ListenAndServe(":"+port, kit.Logged(mux)); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}
`;
}

function featuresGo(service: Service, flags: readonly string[]): string {
  const width = Math.max(0, ...flags.map(flag => flag.length));
  const lines = flags.map(flag => {
    const meaning =
      service.features.find(each => each.flag === flag)?.meaning ?? '';
    return `	"${flag}": ${' '.repeat(width - flag.length)}true, // ${meaning}\n`;
  });
  return `// Package features says what is switched on.
package features

import (
	"maps"
	"slices"
)

var enabled = map[string]bool{
${lines.join('')}}

// Enabled reports whether the feature is on.
func Enabled(name string) bool { return enabled[name] }

// Names lists the features, sorted.
func Names() []string { return slices.Sorted(maps.Keys(enabled)) }
`;
}

function settingsGo(
  service: Service,
  values: ServiceState['settings'],
): string {
  const { settings } = service;
  const usesTime = settings.some(setting => setting.unit);
  const lines = settings.map(setting => {
    const value = values[setting.constant] ?? setting.first;
    const unit = setting.unit ? ` * ${setting.unit}` : '';
    return `	// ${setting.constant}: ${setting.meaning}.\n	${setting.constant} = ${value}${unit}\n`;
  });
  return `// Package settings holds the numbers that are tuned.
package settings
${usesTime ? '\nimport "time"\n' : ''}
const (
${lines.join('')})
`;
}

function kitGo(version: string): string {
  return `// Package kit is copied from github.com/hanabi/go-kit ${version} by "make kit"; change it there.
package kit

import (
	"log/slog"
	"net/http"
	"time"
)

// Version is the go-kit release this was copied from.
const Version = "${version}"

// Logged writes one line for each request.
func Logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		next.ServeHTTP(w, r)
		slog.Info("request", "method", r.Method, "path", r.URL.Path, "ms", time.Since(start).Milliseconds())
	})
}
`;
}
