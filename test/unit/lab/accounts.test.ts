import { expect, test } from "vitest";
import { ACCOUNTS, addAccounts } from "../../lab/accounts.ts";
import { sshConfigText } from "../../lab/ssh-config.ts";

const machine = {
  passwd: "root:x:0:0:root:/root:/bin/bash\ne235701:x:5000:5000::/home/x:/bin/sh\n",
  group: "root:x:0:\nstaff:x:50:somebody\n",
  shadow: "root:*:1:0:99999:7:::\n",
  gshadow: "root:*::\n",
};

test("the lab's people stand beside the machine's, and replace those of the same name", () => {
  const { passwd } = addAccounts(machine);
  expect(passwd).toContain("root:x:0:0:root:/root:/bin/bash\n");
  expect(passwd.match(/^e235701:/gm)).toHaveLength(1);
  expect(passwd).toContain("e235701:x:235701:235701:e235701:/home/e235701:/bin/bash\n");
});

test("everyone is in the one group of their role, administrators in no other", () => {
  const { group } = addAccounts(machine);
  expect(group).toContain("students:x:9500:e235701,e235702,e235703\n");
  expect(group).toContain("staff:x:50:prof1\n");
  expect(group).toContain("shisa-admin:x:9600:adm1,adm2\n");
  expect(ACCOUNTS.filter(({ name }) => name.startsWith("adm")).flatMap(({ groups }) => groups)).toEqual([
    "shisa-admin",
    "shisa-admin",
  ]);
});

test("nobody has a password, and a service has neither home nor shell", () => {
  const { shadow, passwd } = addAccounts(machine);
  for (const { name } of ACCOUNTS) expect(shadow).toContain(`${name}:*:`);
  expect(passwd).toContain("shisa-bot:x:9201:9201:shisa-bot:/nonexistent:/usr/sbin/nologin\n");
});

test("the ssh client takes each person's own key", () => {
  const text = sshConfigText("/lab", [{ name: "e235701", identityFile: "/lab/keys/e235701" }]);
  expect(text).toContain("Match user e235701\n  IdentityFile /lab/keys/e235701\n");
  expect(text).toContain("UserKnownHostsFile /lab/known_hosts");
});
