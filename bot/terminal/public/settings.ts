import { z } from "zod";

/** Where ordinary users' terminals come in. */
export interface PublicConfig {
  /** A Unix socket for those on the bot's own machine. */
  readonly socket: string | undefined;
  /** For the department's other machines. */
  readonly tls: TlsConfig | undefined;
}
export interface TlsConfig {
  readonly host: string;
  readonly port: number;
  /** Certificate and its key, both files of PEM; the certificate with those between it and the CA. */
  readonly cert: string;
  readonly key: string;
}

const file = z.string().startsWith("/", "must be an absolute path");

/** Settings of the terminal for everyone; none at all means root's own terminal only. */
export const publicSettingsSchema = z.object({
  SHISA_TERMINAL_PUBLIC: file.optional(),
  SHISA_TERMINAL_TLS_LISTEN: z
    .string()
    .regex(/^.+:[0-9]{1,5}$/, "must be an address and a port, like 0.0.0.0:7443")
    .optional(),
  SHISA_TERMINAL_TLS_CERT: file.optional(),
  SHISA_TERMINAL_TLS_KEY: file.optional(),
});

/** Throws an Error where some of the settings for TLS are there and others are not. */
export function publicConfig(settings: z.infer<typeof publicSettingsSchema>): PublicConfig {
  const { SHISA_TERMINAL_PUBLIC: socket, SHISA_TERMINAL_TLS_LISTEN: listen } = settings;
  const { SHISA_TERMINAL_TLS_CERT: cert, SHISA_TERMINAL_TLS_KEY: key } = settings;
  if (listen === undefined && cert === undefined && key === undefined) return { socket, tls: undefined };
  if (listen === undefined || cert === undefined || key === undefined)
    throw new Error(
      "reading the bot's settings: SHISA_TERMINAL_TLS_LISTEN, SHISA_TERMINAL_TLS_CERT and SHISA_TERMINAL_TLS_KEY go together",
    );
  const colon = listen.lastIndexOf(":");
  const host = listen.slice(0, colon).replace(/^\[(.*)\]$/u, "$1");
  return { socket, tls: { host, port: Number(listen.slice(colon + 1)), cert, key } };
}
