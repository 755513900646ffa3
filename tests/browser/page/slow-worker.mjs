// A page's worker that lives longer than one has patience with a silent one, before it answers.
const signs = 6;
addEventListener('message', () => {
  let given = 0;
  setInterval(() => postMessage(++given < signs ? 'alive' : 'done'), 1000);
});
postMessage('ready');
