// Elements as functions: div({class: 'panel'}, h2('Members'), list). The properties may be left out.
import {h} from './lib/preact.js';

const isProperties = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && value.constructor === Object;

const element = (name) => (...content) =>
  isProperties(content[0]) ? h(name, content[0], ...content.slice(1)) : h(name, null, ...content);

const elements = new Proxy({}, {get: (_, name) => element(name)});

export const {
  a, article, aside, button, circle, dd, defs, dialog, div, dl, dt, fieldset, footer, form, g, h1, h2, h3, header, input,
  kbd, label, li, line, main, nav, ol, option, p, path, pattern, pre, rect, section, select, small, span, strong, svg,
  table, tbody, td, text, textarea, th, thead, time, title, tr, ul,
} = elements;

/** One instance of a component. */
export const the = (component, properties = {}, ...children) => h(component, properties, ...children);

/** Class names, those that are false left out. */
export const classes = (...names) => names.filter(Boolean).join(' ');
