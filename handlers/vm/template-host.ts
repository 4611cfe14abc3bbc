import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { anyHost, hostNamed } from "../kit/directory.ts";
import type { Context, HostView } from "../kit/ports.ts";

/**
 * The host whose templates are meant: the one that was named, else the only one that is heard (and for which `holds`
 * is true). Refused with host.*, or template.host where there are several: nobody signs for a host by accident.
 */
export function templateHost(
  context: Context,
  requested: string | undefined,
  holds: (view: HostView) => boolean = () => true,
): Outcome<string> {
  if (requested !== undefined) {
    const named = hostNamed(context, requested);
    return named.ok ? accepted(named.value.host) : named;
  }
  const heard = anyHost(context);
  if (!heard.ok) return heard;
  const holding = heard.value.filter(holds);
  const [only, ...others] = holding.length === 0 ? heard.value : holding;
  if (only !== undefined && others.length === 0) return accepted(only.host);
  const hosts = (holding.length === 0 ? heard.value : holding).map(({ host }) => host).join(", ");
  return refused(refuse("template.host", { hosts: hosts.slice(0, 200) }));
}
