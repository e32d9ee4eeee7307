/** `npm start`: installs and builds what changed, then becomes the product. Uses nothing that is not in Node. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!isSupported) {
  process.stderr.write(
    `Onasty needs Node 20.19 or newer, or 22.12 or newer; this is ${process.versions.node}\n`,
  );
  process.exit(1);
}

const { installWhenChanged } = await import('./install.mjs');
const { buildWhatChanged } = await import('./build-steps.mjs');
await installWhenChanged();
await buildWhatChanged();
// In this process, so that a signal, a terminal or a kill -9 meets one process and not two.
await import('../dist/bundles/standalone/main.js');
