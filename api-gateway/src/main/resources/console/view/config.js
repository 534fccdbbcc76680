// The configuration: namespaces, their keys, and an editor that changes only what was read.
import {Component} from '../lib/preact.js';
import {a, button, div, form, h2, input, label, p, pre, span, strong, textarea, the} from '../dom.js';
import {ask, get, withParameters} from '../data/api.js';
import {change as order, useToken} from '../data/operator.js';
import {empty, loading, panel, panelOf, problem} from '../parts/marks.js';
import {Order, tokenField} from '../parts/order.js';
import {plural} from '../pure/format.js';
import {go, written} from '../router.js';

const BASE = '/api/cluster/config';
const path = (...names) => [BASE, ...names.map(encodeURIComponent)].join('/');

/** Properties: route, with namespace and key in `rest`. */
export class Config extends Component {
  constructor(properties) {
    super(properties);
    this.state = {namespaces: null, keys: null, failure: null, filter: ''};
    this.asked = 0;
  }

  componentDidMount() {
    this.load();
  }

  componentDidUpdate(before) {
    if (before.route.rest.join('/') !== this.props.route.rest.join('/')) {
      this.load();
    }
  }

  /** After a write what is asked for is what was written, and not what a coordinator that is behind still has. */
  async load(consistency = '') {
    const [namespace] = this.props.route.rest;
    const asked = ++this.asked;
    try {
      const {namespaces} = await get(withParameters(BASE, {consistency}));
      const keys = namespace ? await this.keysOf(namespace, namespaces, consistency) : null;
      if (asked === this.asked) {
        this.setState({namespaces, keys, failure: null});
      }
    } catch (failure) {
      this.setState({failure});
    }
  }

  async keysOf(namespace, namespaces, consistency) {
    if (!namespaces.some((each) => nameOf(each) === namespace)) {
      return [];
    }
    const answer = await get(withParameters(path(namespace), {limit: 1000, consistency}));
    return answer.items;
  }

  render({route}, {namespaces, keys, failure, filter}) {
    const [namespace, key] = route.rest;
    if (failure && !namespaces) {
      return panel('Configuration', '', problem(failure, 'The configuration cannot be read'),
        button({type: 'button', class: 'button', onClick: () => this.load()}, 'Try again'));
    }
    if (!namespaces) {
      return panel(null, null, loading('the configuration', 8));
    }
    const found = (keys ?? []).filter((each) => nameOf(each).toLowerCase().includes(filter.toLowerCase()));
    return div({class: 'config'},
      panel('Namespaces', plural(namespaces.length, 'namespace', 'namespaces'),
        namespaces.length === 0 && empty('Nothing is configured yet.', 'A namespace begins with its first key.'),
        div({class: 'list'}, namespaces.map((each) => a({key: nameOf(each), class: 'list-item', 'data-row': nameOf(each),
          'aria-current': nameOf(each) === namespace ? 'true' : undefined,
          href: written({view: 'config', rest: [nameOf(each)]})}, nameOf(each), span({class: 'quiet small'}, plural(each.keys, 'key', 'keys'))))),
        the(NewKey, {namespace: namespace ?? ''})),
      namespace && panel(namespace, keys ? plural(keys.length, 'key', 'keys') : '',
        input({type: 'search', class: 'search', 'data-search': true, placeholder: 'Find a key', 'aria-label': 'find a key', value: filter,
          onInput: (event) => this.setState({filter: event.currentTarget.value})}),
        keys && found.length === 0 && empty(filter ? 'No key matches.' : 'There are no keys.'),
        div({class: 'list'}, found.map((each) => a({key: nameOf(each), class: 'list-item', 'data-row': nameOf(each),
          'aria-current': nameOf(each) === key ? 'true' : undefined,
          href: written({view: 'config', rest: [namespace, nameOf(each)]})}, nameOf(each),
        span({class: 'quiet small figure'}, `version ${each.version}`))))),
      namespace && key && the(Editor, {key: `${namespace}/${key}`, namespace, name: key, onSaved: () => this.load('linearizable')}));
  }
}

const nameOf = (each) => each.key ?? each.namespace;

/** Where a key that does not exist yet is named; the editor does the rest. */
class NewKey extends Component {
  render({namespace}) {
    return form({class: 'new-key', onSubmit: (event) => {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(event.currentTarget));
      go({view: 'config', rest: [fields.namespace, fields.key]});
    }},
    h2({class: 'small quiet'}, 'New key'),
    input({name: 'namespace', 'aria-label': 'namespace', placeholder: 'namespace', value: namespace, required: true, maxLength: 64, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*'}),
    input({name: 'key', 'aria-label': 'key', placeholder: 'key', required: true, maxLength: 200, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*'}),
    button({type: 'submit', class: 'button is-small'}, 'Write it'));
  }
}

/** Properties: namespace, name, onSaved. */
class Editor extends Component {
  constructor(properties) {
    super(properties);
    this.state = {etag: null, type: '', saved: null, text: '', failure: null, conflict: null, done: '', deleting: false};
    this.save = this.save.bind(this);
  }

  componentDidMount() {
    this.load();
  }

  get path() {
    return path(this.props.namespace, this.props.name);
  }

  async load() {
    this.setState(await this.read());
  }

  /** What is stored; a key that is not there is an empty one with no version. */
  async read() {
    try {
      const {headers, text} = await ask(`${this.path}?consistency=linearizable`);
      return {etag: headers.get('ETag'), type: headers.get('Content-Type') ?? '', saved: text, text, failure: null, conflict: null};
    } catch (failure) {
      return failure.status === 404
        ? {etag: '', type: 'text/plain;charset=UTF-8', saved: '', text: '', failure: null, conflict: null}
        : {failure};
    }
  }

  async save(event) {
    event.preventDefault();
    const {token} = Object.fromEntries(new FormData(event.currentTarget));
    if (token) {
      useToken(token);
    }
    const {text, type, etag} = this.state;
    try {
      const condition = etag ? {'If-Match': etag} : {'If-None-Match': '*'};
      const {headers} = await order(this.path, {method: 'PUT', headers: {'Content-Type': type, ...condition}, body: text});
      this.setState({etag: headers.get('ETag'), saved: text, failure: null, conflict: null, done: `Written as version ${headers.get('ETag') ?? ''}.`});
      this.props.onSaved();
    } catch (failure) {
      if (failure.status === 412) {
        const theirs = await this.read();
        this.setState({conflict: theirs, failure: theirs.failure ?? null, done: ''});
      } else {
        this.setState({failure, done: ''});
      }
    }
  }

  render({namespace, name}, {etag, saved, text, failure, conflict, done, deleting}) {
    return panelOf({class: 'editor'}, `${namespace} / ${name}`, etag ? `version ${etag.replaceAll('"', '')}` : etag === '' ? 'not there yet' : '',
      saved === null && !failure ? loading('the value', 4) : form({onSubmit: this.save},
        label({class: 'field'}, span({class: 'quiet small'}, 'Value'),
          textarea({name: 'value', rows: 12, spellcheck: false, value: text, onInput: (event) => this.setState({text: event.currentTarget.value, done: ''})})),
        conflict && this.conflict(conflict),
        failure && problem(failure, 'Not written'),
        text !== saved && tokenField(),
        div({class: 'actions'},
          span({class: 'quiet small', role: 'status'}, done),
          etag && button({type: 'button', class: 'button', onClick: () => this.setState({deleting: true})}, 'Delete'),
          button({type: 'submit', class: 'button is-primary', disabled: text === saved && etag !== ''}, 'Write'))),
      deleting && the(Order, {title: `Delete ${namespace} / ${name}?`, confirm: 'Delete', says: `Only if it still has version ${etag.replaceAll('"', '')}.`,
        send: () => order(this.path, {method: 'DELETE', headers: {'If-Match': etag}}),
        onClose: () => { this.setState({deleting: false}); this.load(); this.props.onSaved(); }}));
  }

  conflict(theirs) {
    return div({class: 'problem', role: 'alert'},
      p(strong('Somebody else has written it meanwhile. '), theirs.etag ? `It has version ${theirs.etag.replaceAll('"', '')} now:` : 'It is not there any more.'),
      theirs.etag && pre({class: 'small'}, theirs.saved),
      div({class: 'actions'},
        button({type: 'button', class: 'button is-small', onClick: () => this.setState(theirs)}, 'Take theirs'),
        button({type: 'button', class: 'button is-small', onClick: () => this.setState({etag: theirs.etag, saved: theirs.saved, conflict: null})},
          'Keep mine, on top of it')));
  }
}
