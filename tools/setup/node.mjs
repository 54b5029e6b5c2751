// Run before anything else is loaded, and in syntax that an old Node still reads.
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  const commands = {
    darwin: 'brew install node@22',
    win32: 'winget install OpenJS.NodeJS.LTS',
    linux: 'npm install --global n && n 22',
  };
  const command = process.env.NVM_DIR ? 'nvm install 22' : commands[process.platform] || commands.linux;
  console.error(
    'Sidestep needs Node 20.19 or newer; this is Node ' +
      process.versions.node +
      '.\nUpgrade it, for example with\n  ' +
      command,
  );
  process.exit(1);
}
