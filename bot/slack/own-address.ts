/**
 * Whether an address is Slack's own: the bot sends its token, and what is meant for one person, to no other.
 * @param api where Slack is; a local one does all by itself
 */
export function isSlacks(address: string, api: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin, username } = new URL(address);
  if (username !== "") return false;
  if (origin === new URL(api).origin) return true;
  return protocol === "https:" && (hostname === "slack.com" || hostname.endsWith(".slack.com"));
}
