// Opens a file of the origin's own for itself alone.
addEventListener('message', async ({ data: handle }) => {
  self.held = await handle.createSyncAccessHandle();
  postMessage('locked');
});
