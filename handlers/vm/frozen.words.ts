export const words = {
  summary: {
    ja: "持ち主のアカウントがなくなったVMの一覧を表示します",
    en: "List VMs whose owner's account is gone",
  },
  title: { ja: (count: number) => `凍結されたVM: ${count}台`, en: (count: number) => `Frozen VMs: ${count}` },
  none: { ja: "凍結されたVMはありません", en: "No VM is frozen" },
  meaning: {
    ja: "持ち主のアカウントが見つからないため、誰も操作できません。同じ名前とuidのアカウントが戻ると、元どおり使えます。",
    en: "Nobody can act on these: their owner's account was not found. They thaw when the same name and uid come back.",
  },
  away: {
    ja: (host: string) =>
      `ホスト ${host} は今、誰のアカウントも知りません。名簿(LDAPなど)につながっていないのかもしれません。`,
    en: (host: string) => `Host ${host} knows nobody at all now: its directory (LDAP) may be away.`,
  },
  next: {
    ja: "どうするかは docs/operating.md の「Frozen guests」にあります。",
    en: 'docs/operating.md says what to do, under "Frozen guests".',
  },
  otherUid: {
    ja: (uid: number) => `同じ名前の別のアカウント(uid ${uid})があります`,
    en: (uid: number) => `the name now has uid ${uid}`,
  },
  gone: { ja: "アカウントなし", en: "no such account" },
  since: { ja: (time: string) => `${time}から`, en: (time: string) => `since ${time}` },
} as const;
