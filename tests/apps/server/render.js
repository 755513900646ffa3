// What runs on the server: prints the page.
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { Application } from './application.js';

console.log(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A page from a server</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="root">${renderToString(createElement(Application))}</div>
    <script type="module" src="client.js"></script>
  </body>
</html>`);
