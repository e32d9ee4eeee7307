import { readdirSync } from 'node:fs';

const pages = (folder) =>
  readdirSync(new URL(`../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({ text: name.replace(/\.md$/, ''), link: `/${folder}/${name.replace(/\.md$/, '')}` }));
const page = (text, link) => ({ text, link });

/** The site has the Markdown files of the repository under their own paths. */
export default {
  title: 'Onasty',
  description: 'Notes that can be read once.',
  lang: 'en-GB',
  base: process.env.SITE_BASE || '/',
  srcDir: 'pages',
  rewrites: { 'README.md': 'index.md', ':folder(.*)/README.md': ':folder/index.md' },
  cleanUrls: true,
  // Links to folders and source files of the repository.
  ignoreDeadLinks: [
    /\/(apps|libs|e2e|infra|prisma|scripts)\//,
    /LICENSE$/,
    /\/(decisions|runbooks)$/,
    /^https?:\/\/localhost/,
    /\.(ts|yml|json|sql|sh)$/,
  ],
  markdown: {
    languageAlias: { caddyfile: 'nginx' },
    // Inline code may contain the braces of Vue, as templates of Docker do.
    config: ({ renderer }) => {
      const render = renderer.rules.code_inline;
      renderer.rules.code_inline = (tokens, index, ...rest) => {
        tokens[index]?.attrSet('v-pre', '');
        return render(tokens, index, ...rest);
      };
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [page('For a team', '/docs/team'), page('Configuration', '/docs/configuration')],
    sidebar: [
      {
        text: 'Run it',
        items: [
          page('Start', '/'),
          page('For a team on one machine', '/docs/team'),
          page('systemd', '/deploy/systemd/'),
          page('Compose', '/deploy/'),
          page('Kubernetes', '/deploy/helm/'),
        ],
      },
      { text: 'Reference', items: pages('docs') },
      { text: 'Runbooks', collapsed: true, items: pages('docs/runbooks') },
      { text: 'Decisions', collapsed: true, items: pages('docs/decisions') },
      {
        text: 'Project',
        items: [
          page('Contributing', '/CONTRIBUTING'),
          page('Security', '/SECURITY'),
          page('Support', '/SUPPORT'),
          page('Changes', '/CHANGELOG'),
        ],
      },
    ],
  },
};
