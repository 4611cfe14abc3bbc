import { z } from "zod";

/** What other programs tell the bot over HTTP; absent where nobody does. */
export interface WebhooksConfig {
  readonly host: string;
  readonly port: number;
  /** What Alertmanager shows as its bearer token; absent: it is not heard. */
  readonly alertmanagerToken: string | undefined;
  /** By which others sign what they tell; absent: they are not heard. */
  readonly secret: string | undefined;
}

export const webhookSettingsSchema = z.object({
  SHISA_WEBHOOK_LISTEN: z
    .string()
    .regex(/^[^\s]+:[0-9]{1,5}$/u, "must be HOST:PORT")
    .optional(),
  SHISA_ALERTMANAGER_TOKEN: z.string().min(16, "is too short").optional(),
  SHISA_WEBHOOK_SECRET: z.string().min(32, "is too short").optional(),
});

/** Throws an Error where there is a secret and no place to listen. */
export function webhooksConfig(settings: z.infer<typeof webhookSettingsSchema>): WebhooksConfig | undefined {
  const { SHISA_WEBHOOK_LISTEN: listen } = settings;
  const { SHISA_ALERTMANAGER_TOKEN: alertmanagerToken, SHISA_WEBHOOK_SECRET: secret } = settings;
  if (listen === undefined) {
    if (alertmanagerToken === undefined && secret === undefined) return undefined;
    throw new Error("SHISA_ALERTMANAGER_TOKEN and SHISA_WEBHOOK_SECRET need SHISA_WEBHOOK_LISTEN");
  }
  const colon = listen.lastIndexOf(":");
  const host = listen.slice(0, colon).replace(/^\[(.*)\]$/u, "$1");
  return { host, port: Number(listen.slice(colon + 1)), alertmanagerToken, secret };
}
