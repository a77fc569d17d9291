// A real OpenID provider for the tests of signing in (npm package oidc-provider, in target/npm).
// It lets everybody in who asks: `login_hint` names the subject. Prints its address.
//
//   npm install --prefix target/npm oidc-provider@8
//   node scripts/oidc-provider.mjs [port]

const path = new URL("../target/npm/node_modules/oidc-provider/lib/index.js", import.meta.url);
const { Provider } = await import(path).catch(() => {
  console.error("oidc-provider is not installed: npm install --prefix target/npm oidc-provider@8");
  process.exit(1);
});

// Fictitious people; the numbers pass their check digit and belong to nobody.
const people = {
  "new-person": { name: "周演示", id_card: "430204199203150015" },
  "known-person": { name: "张演示", id_card: "431102199001010017" },
  "not-verified": { name: "吴演示" },
};

const port = Number(process.argv[2] ?? 0);
const claims = (sub) => ({ sub, ...people[sub] });

const configuration = {
  clients: [
    {
      client_id: "yimen",
      client_secret: "a secret for tests only",
      redirect_uris: ["http://yimen.test/sign-in/provider/back"],
    },
  ],
  claims: { openid: ["sub"], profile: ["name", "id_card"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => claims(sub) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
  cookies: { keys: ["for tests only"] },
};

const http = await import("node:http");
const server = http.createServer();
server.listen(port, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const login = { accountId: params.login_hint ?? "new-person" };
    await provider.interactionFinished(ctx.req, ctx.res, { login });
    ctx.respond = false;
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
