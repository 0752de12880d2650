import type { Environment, Service } from './services';

/** The KubeVela Application of a service in one environment. */
export function application(
  service: Service,
  environment: Environment,
  tag: string,
): string {
  const { name, port } = service;
  const policy = (field: '' | ':tag') =>
    `# {"$imagepolicy": "flux-system:${name}-${environment}${field}"}`;
  const scaling =
    environment === 'production'
      ? `        - type: hpa
          properties:
            min: 3
            max: 12
            cpu:
              type: Utilization
              value: 70
`
      : `        - type: scaler
          properties:
            replicas: ${environment === 'staging' ? 2 : 1}
`;
  return `# What runs in ${environment}. Argo CD applies this folder, KubeVela makes the
# Deployment and the Service. Flux writes the image tag where the comments say
# so: keep them on their lines.
apiVersion: core.oam.dev/v1beta1
kind: Application
metadata:
  name: ${name}
spec:
  components:
    - name: ${name}
      type: webservice
      properties:
        image: ghcr.io/hanabi/${name}:${tag} ${policy('')}
        ports:
          - name: http
            port: ${port}
            expose: true
        env:
          - name: PORT
            value: "${port}"
          - name: DD_ENV
            value: ${environment}
          - name: DD_SERVICE
            value: ${name}
          - name: DD_VERSION
            value: "${tag}" ${policy(':tag')}
        cpu: "${environment === 'production' ? '0.5' : '0.1'}"
        memory: ${environment === 'production' ? '256Mi' : '64Mi'}
        livenessProbe:
          httpGet:
            path: /healthz
            port: ${port}
        readinessProbe:
          httpGet:
            path: /readyz
            port: ${port}
      traits:
        - type: labels
          properties:
            tags.datadoghq.com/env: ${environment}
            tags.datadoghq.com/service: ${name}
            tags.datadoghq.com/version: "${tag}" ${policy(':tag')}
${scaling}`;
}

/** Which image tags Flux may deploy. */
export function imagePolicies(service: Service): string {
  const { name, series } = service;
  const policies = service.environments.map(
    environment => `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: ${name}-${environment}
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: ${name}
  policy:
    semver:
      range: ${series}.x
`,
  );
  return `# Which image tags Flux may deploy, per environment. CI tags images
# ${series}.<run number>; change a range to hold an environment back.
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: ${name}
  namespace: flux-system
spec:
  image: ghcr.io/hanabi/${name}
  interval: 1m0s
${policies.join('')}`;
}

/** The CI of a repository: test, build, publish. */
export function ciWorkflow(series: string, image: string | undefined): string {
  const publish = image
    ? `
  publish:
    name: publish
    needs: build
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    permissions:
      contents: read
      packages: write
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: docker/login-action@74a5d142397b4f367a81961eba4e8cd7edddf772 # v3.4.0
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - uses: docker/build-push-action@263435318d21b8e681c14492fe198d362a7d2c83 # v6.18.0
        with:
          push: true
          tags: ${image}:${series}.\${{ github.run_number }}
`
    : '';
  return `name: CI

on:
  push:
    branches: [main]
    # A commit of Flux changes what is deployed, not what was built.
    paths-ignore: ['deploy/**', 'docs/**']
  pull_request:

permissions:
  contents: read

jobs:
  test:
    name: test
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: actions/setup-go@d35c59abb061a4a6fb18e82ac0862c26744d6ab5 # v5.5.0
        with:
          go-version-file: go.mod
      - run: go vet ./...
      - run: go test -race ./...

  build:
    name: build
    needs: test
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - run: go build ./...
${publish}`;
}
