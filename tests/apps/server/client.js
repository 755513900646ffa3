// What runs in the browser: takes over the page that came.
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { Application } from './application.js';

hydrateRoot(document.querySelector('#root'), createElement(Application));
