import { z } from "zod";

/** Whom this host mails when it cannot hear the bot. */
export interface MailConfig {
  readonly to: readonly string[];
  readonly from: string;
}

/** One plain address: no names, no groups, nothing that could be another header or an option of a program. */
const address = /^[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(@[A-Za-z0-9][A-Za-z0-9.-]{0,252})?$/u;
const addresses = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ""))
  .refine((parts) => parts.every((part) => address.test(part)), "must be plain addresses, with commas between them");

export const mailSettingsSchema = z.object({
  SHISA_MAIL_TO: addresses,
  SHISA_MAIL_FROM: z.string().regex(address, "must be a plain address").default("root"),
});

/** undefined: nobody is mailed. */
export function mailConfig(settings: z.infer<typeof mailSettingsSchema>): MailConfig | undefined {
  const { SHISA_MAIL_TO: to, SHISA_MAIL_FROM: from } = settings;
  return to.length === 0 ? undefined : { to, from };
}
