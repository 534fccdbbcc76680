// A table of which only the rows in sight are drawn.
import {Component} from '../lib/preact.js';
import {classes, div, span} from '../dom.js';
import {visible} from '../pure/windowing.js';

export const ROW_HEIGHT = 36;

/**
 * Properties: columns [{key, title, class, sortable, cell(row)}], rows with an id, onOpen(row), label, sort, descending,
 * onSort(key), heightMax: the most pixels that it takes before it scrolls.
 */
export class Table extends Component {
  constructor(properties) {
    super(properties);
    this.state = {top: 0, height: 600};
    this.scrolled = (event) => this.setState({top: event.currentTarget.scrollTop});
  }

  componentDidMount() {
    this.observer = new ResizeObserver(() => {
      if (this.body && this.body.clientHeight !== this.state.height) {
        this.setState({height: this.body.clientHeight});
      }
    });
    this.observer.observe(this.body);
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  render({columns, rows, label, heightMax}) {
    const {first, last, before, after} = visible(rows.length, ROW_HEIGHT, this.state.top, this.state.height);
    const template = {'--columns': columns.map((column) => column.width).join(' ')};
    return div({class: 'table', role: 'table', 'aria-label': label, 'aria-rowcount': rows.length + 1, style: template},
      div({class: 'table-head', role: 'row'}, columns.map((column) => this.title(column))),
      div({class: 'table-body', role: 'rowgroup', onScroll: this.scrolled, style: {maxHeight: `${heightMax}px`},
        ref: (node) => { this.body = node; }},
      div({style: {height: `${before}px`}}),
      rows.slice(first, last).map((row, i) => this.row(row, first + i)),
      div({style: {height: `${after}px`}})));
  }

  title(column) {
    const {sort, descending, onSort} = this.props;
    const sorted = column.key === sort;
    const content = onSort && column.sortable !== false
      ? span({class: 'sorter', role: 'button', tabIndex: 0, onClick: () => onSort(column.key),
        onKeyDown: (event) => event.key === 'Enter' && onSort(column.key)},
      column.title, span({class: 'sort-mark', 'aria-hidden': 'true'}, sorted ? (descending ? ' ↓' : ' ↑') : ''))
      : column.title;
    return span({key: column.key, class: classes('cell', column.class), role: 'columnheader',
      'aria-sort': sorted ? (descending ? 'descending' : 'ascending') : undefined}, content);
  }

  row(row, index) {
    const {columns, onOpen} = this.props;
    return div({key: row.id, class: 'table-row', role: 'row', tabIndex: 0, 'data-row': row.id,
      'aria-rowindex': index + 2, onClick: () => onOpen(row),
      onKeyDown: (event) => event.key === 'Enter' && event.target === event.currentTarget && onOpen(row)},
    columns.map((column) => span({key: column.key, class: classes('cell', column.class), role: 'cell'},
      column.cell(row))));
  }
}
