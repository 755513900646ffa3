// A page's worker that never comes back from what it is asked.
addEventListener('message', () => {
  for (;;);
});
postMessage('ready');
