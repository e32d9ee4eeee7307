{{- define "onasty.programVariables" -}}
PRIVATE_NETWORK: {{ .root.Values.privateNetwork | quote }}
{{- if or .root.Values.privateCertificates.secret .root.Values.privateCertificates.configMap }}
NODE_EXTRA_CA_CERTS: /etc/onasty/ca/{{ .root.Values.privateCertificates.key }}
{{- end }}
{{- end }}

{{- define "onasty.observabilityVariables" -}}
{{- if .root.Values.metrics.enabled }}
METRICS_PORT: {{ .root.Values.metrics.port | quote }}
{{- end }}
{{- if .root.Values.tracing.endpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .root.Values.tracing.endpoint | quote }}
{{- end }}
{{- end }}

{{- /* Names each variable once, which Kubernetes requires: extraEnv, then secretVariables, settings and `variables`. */}}
{{- define "onasty.env" -}}
{{- $secretVariables := .values.secretVariables | default list -}}
{{- $extra := list -}}
{{- range .values.extraEnv -}}
{{- $extra = append $extra .name -}}
{{- end -}}
{{- range $name, $value := merge (dict) (.values.settings | default dict) .variables }}
{{- if not (or (has $name $extra) (has $name $secretVariables)) }}
- name: {{ $name }}
  {{- /* Whole numbers would have an exponent. */}}
  value: {{ if and (kindIs "float64" $value) (eq $value (floor $value)) }}{{ $value | int64 | quote }}{{ else }}{{ $value | quote }}{{ end }}
{{- end }}
{{- end }}
{{- $secret := .values.secret -}}
{{- range $secretVariables }}
{{- if not (has . $extra) }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ . }}
{{- end }}
{{- end }}
{{- with .values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "onasty.coreVariables" -}}
HTTP_PORT: '3000'
FRONTEND_URL: {{ .root.Values.url | quote }}
HSTS: {{ .root.Values.hsts | quote }}
TRUST_PROXY: {{ required "podNetwork: say where web's pods come from" .root.Values.podNetwork | quote }}
{{ include "onasty.programVariables" . }}
{{ include "onasty.observabilityVariables" . }}
{{- end }}

{{- define "onasty.mailerVariables" -}}
MAILER_HEALTH_PORT: '3001'
FRONTEND_URL: {{ .root.Values.url | quote }}
{{ include "onasty.programVariables" . }}
{{ include "onasty.observabilityVariables" . }}
{{- end }}

{{- define "onasty.webVariables" -}}
SITE_ADDRESS: http://:8080
CORES: {{ include "onasty.fullname" .root }}-core:3000
# One address stands for all ready cores, so readiness of a single core is unknown.
CORE_HEALTH: /health/live
HSTS: {{ .root.Values.hsts | quote }}
TRUSTED_PROXIES: {{ include "onasty.ingressNetwork" .root | quote }}
{{- end }}

{{- define "onasty.standaloneVariables" -}}
HTTP_PORT: '3000'
FRONTEND_URL: {{ .root.Values.url | quote }}
HSTS: {{ .root.Values.hsts | quote }}
{{- with include "onasty.ingressNetwork" .root }}
TRUST_PROXY: {{ . | replace " " "," | quote }}
{{- end }}
{{ include "onasty.programVariables" . }}
{{ include "onasty.observabilityVariables" . }}
{{- end }}
