{{- define "onasty.fullname" -}}
{{ .Values.fullnameOverride | default .Release.Name | trunc 51 | trimSuffix "-" }}
{{- end }}

{{- /* Component that clients connect to. */}}
{{- define "onasty.front" -}}
{{ if eq .Values.mode "standalone" }}standalone{{ else }}web{{ end }}
{{- end }}

{{- define "onasty.selector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "onasty.labels" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default "onasty" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "onasty.componentLabels" -}}
{{ include "onasty.labels" .root }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "onasty.image" -}}
{{- $own := index .root.Values.images .component -}}
{{- if $own -}}
{{ $own }}
{{- else -}}
{{ required "images.registry: name the registry that has your images of deploy/Dockerfile, such as registry.example.com/onasty" .root.Values.images.registry }}/{{ .component }}:{{ .root.Values.images.tag | default .root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{- define "onasty.ingressNetwork" -}}
{{- if or .Values.ingress.enabled .Values.gateway.enabled -}}
{{ required "ingressNetwork: say where the pods of the ingress controller or gateway come from" .Values.ingressNetwork }}
{{- else -}}
{{ .Values.ingressNetwork }}
{{- end -}}
{{- end }}

{{- define "onasty.containerSecurity" -}}
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities: { drop: [ALL] }
{{- end }}

{{- define "onasty.podMetadata" -}}
labels:
  {{- include "onasty.componentLabels" . | nindent 2 }}
  {{- with .values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  {{- if and .secret .root.Values.rollOnSecretChange }}
  checksum/secret: {{ lookup "v1" "Secret" .root.Release.Namespace .secret | toYaml | sha256sum }}
  {{- end }}
  checksum/certificates: {{ .root.Values.privateCertificates | toYaml | sha256sum }}
  {{- with .values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "onasty.podFields" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  # Another mode than that of its owner would keep PostgreSQL of standalone from starting.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.images.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "onasty.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "onasty.selector" . | nindent 8 }}
{{- end }}

{{- define "onasty.volumes" -}}
volumes:
  - name: tmp
    emptyDir: { medium: Memory, sizeLimit: 16Mi }
  {{- if .root.Values.privateCertificates.secret }}
  - name: certificates
    # The certificate only: a Secret of an operator may have the key of the authority too.
    secret:
      secretName: {{ .root.Values.privateCertificates.secret }}
      items: [{ key: {{ .root.Values.privateCertificates.key | quote }}, path: {{ .root.Values.privateCertificates.key | quote }} }]
  {{- end }}
  {{- if .root.Values.privateCertificates.configMap }}
  - name: certificates
    configMap: { name: {{ .root.Values.privateCertificates.configMap }} }
  {{- end }}
  {{- with .values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "onasty.volumeMounts" -}}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- if or .root.Values.privateCertificates.secret .root.Values.privateCertificates.configMap }}
  - { name: certificates, mountPath: /etc/onasty/ca, readOnly: true }
  {{- end }}
  {{- with .values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "onasty.envFrom" -}}
{{- with .values.envFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "onasty.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "onasty.fullname" .root }}-{{ .component }}
  labels:
    {{- include "onasty.componentLabels" . | nindent 4 }}
spec:
  # With one replica too, so that a node can be drained.
  maxUnavailable: 1
  # A broken pod must not block a node drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "onasty.selector" . | nindent 6 }}
{{- end }}
