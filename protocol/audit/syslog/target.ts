import { z } from "zod";

/** Where lines go besides the file: RFC 5426 (udp), RFC 6587 with octet counts (tcp), RFC 5425 (tls). */
export interface SyslogTarget {
  readonly transport: "udp" | "tcp" | "tls";
  readonly host: string;
  readonly port: number;
}

const usualPorts = { udp: 514, tcp: 601, tls: 6514 } as const;
const form = /^(udp|tcp|tls):\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?\/?$/u;

/** udp://loghost, tcp://192.0.2.1:601, tls://[2001:db8::1]:6514 */
export const syslogTargetSchema = z.string().transform((text, context): SyslogTarget => {
  const [, transport, host = "", port] = form.exec(text) ?? [];
  const number = Number(port);
  if ((transport === "udp" || transport === "tcp" || transport === "tls") && !(number < 1 || number > 65_535))
    return {
      transport,
      host: host.replace(/^\[|\]$/gu, ""),
      port: port === undefined ? usualPorts[transport] : number,
    };
  context.addIssue({ code: "custom", message: "must be udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT" });
  return z.NEVER;
});

/** How an audit is kept, as both programs' settings say it; spread into their schemas. */
export const auditSettingsSchema = z.object({
  SHISA_AUDIT_FILE_MB: z.coerce.number().min(0.001).max(1_000).default(50),
  SHISA_SYSLOG: syslogTargetSchema.optional(),
  SHISA_SYSLOG_CA: z.string().startsWith("/", "must be an absolute path").optional(),
});

export interface AuditConfig {
  /** A file that is larger, in bytes, is followed by the next. */
  readonly fileBytes: number;
  readonly syslog: SyslogTarget | undefined;
  /** Certificates (PEM) by which the other side of TLS is believed; undefined: the system's own. */
  readonly syslogCa: string | undefined;
}

export const auditConfig = (settings: z.infer<typeof auditSettingsSchema>): AuditConfig => ({
  fileBytes: Math.round(settings.SHISA_AUDIT_FILE_MB * 1024 * 1024),
  syslog: settings.SHISA_SYSLOG,
  syslogCa: settings.SHISA_SYSLOG_CA,
});
