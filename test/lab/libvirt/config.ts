import type { NetworkPlan } from "../network/plan.ts";

/** Settings of the lab's qemu driver. A lab is root on one machine without systemd; a real host keeps its own. */
export const QEMU_CONF = `user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
cgroup_controllers = [ ]
namespaces = [ ]
stdio_handler = "file"
`;

export const LIBVIRTD_CONF = `listen_tls = 0
listen_tcp = 0
unix_sock_group = "libvirt"
unix_sock_ro_perms = "0777"
unix_sock_rw_perms = "0770"
auth_unix_ro = "none"
auth_unix_rw = "none"
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
`;

/**
 * A NAT network, see https://libvirt.org/formatnetwork.html. Leases are the shortest that libvirt takes, so that one
 * of a guest that is gone soon goes too; without spanning tree a guest is heard at once; without its ping the DHCP
 * server answers strangers at once as well.
 */
export function networkXml(plan: NetworkPlan): string {
  return `<network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'>
  <name>${plan.network}</name>
  <forward mode='nat'/>
  <bridge name='${plan.bridge}' stp='off' delay='0'/>
  <ip address='${plan.gateway}' netmask='255.255.255.0'>
    <dhcp>
      <range start='${plan.dynamic.first}' end='${plan.dynamic.last}'>
        <lease expiry='2' unit='minutes'/>
      </range>
    </dhcp>
  </ip>
  <dnsmasq:options>
    <dnsmasq:option value='no-ping'/>
  </dnsmasq:options>
</network>
`;
}
