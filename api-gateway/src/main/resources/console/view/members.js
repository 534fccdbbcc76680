// All members in a table, or one of them with everything about it.
import {button, div, input, span, the} from '../dom.js';
import {empty, loading, panel, panelOf} from '../parts/marks.js';
import {Table} from '../parts/table.js';
import {plural} from '../pure/format.js';
import {kept, matching, sorted} from '../pure/sorting.js';
import {change, go} from '../router.js';
import {full} from './columns.js';
import {Member} from './member.js';

export function members(model, ui, route) {
  if (route.rest.length > 0) {
    return the(Member, {key: route.rest[0], id: route.rest[0], model});
  }
  if (model.view.number < 0) {
    return panel(null, null, loading('the members', 12));
  }
  const {sort = 'name', down, q = ''} = route.parameters;
  const rows = matching(inOrder(model.members, ui, sort, Boolean(down)), q);
  return panelOf({class: 'flush'}, null, null, tools(route, q, rows.length, ui),
    rows.length === 0
      ? empty(model.members.length === 0 ? 'No members yet.' : 'No member matches.', q && `Nothing has "${q}" in name, service, zone, state or cause.`)
      : the(Table, {
        columns: full(model), rows, label: 'members', sort, descending: Boolean(down), heightMax: innerHeight - 230,
        onOpen: (member) => go({view: 'members', rest: [member.id]}),
        onSort: (key) => {
          ui.sorted = null;
          change(route, {sort: key, down: key === sort && !down ? '1' : ''});
        },
      }));
}

/** Rows stay where they are while somebody reads; they are put in order when that is asked for. */
function inOrder(members, ui, sort, down) {
  const asked = `${sort} ${down}`;
  if (ui.sorted !== asked) {
    ui.sorted = asked;
    ui.order = sorted(members, sort, down).map((member) => member.id);
  }
  const rows = kept(ui.order, members);
  ui.order = rows.map((member) => member.id);
  ui.isOutOfOrder = sorted(members, sort, down).some((member, i) => member.id !== rows[i].id);
  return rows;
}

const tools = (route, q, size, ui) => div({class: 'tools'},
  input({type: 'search', class: 'search', 'data-search': true, placeholder: 'Find by name, service, zone, state …', 'aria-label': 'find members',
    value: q, onInput: (event) => change(route, {q: event.currentTarget.value})}),
  span({class: 'quiet small'}, plural(size, 'member', 'members')),
  button({type: 'button', class: 'button is-small', disabled: !ui.isOutOfOrder,
    title: 'Rows keep their place while you read; this puts them in order.',
    onClick: () => { ui.sorted = null; change(route, {}); }}, 'Sort again'));
