// Where members stand in the topology.

const SUB_COLUMN_MAX = 6;
const COLUMN_LEAST = 104;
const CELL_LEAST = 96;
const STACKED_TOP = 32;
const STACKED_ROW = 74;
const STACKED_STEP = 20;

/** Members by zone; by service where there are no zones. */
export function groups(members) {
  const zoned = members.some((member) => member.zone);
  const named = new Map();
  for (const member of members) {
    const name = (zoned ? member.zone : member.service) || (zoned ? 'no zone' : 'unknown');
    named.set(name, [...(named.get(name) ?? []), member]);
  }
  return [...named]
    .map(([name, them]) => ({name, members: them.sort((one, other) => (one.id < other.id ? -1 : 1))}))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Places of members in columns, one for each group. Neighbours in a column stand to the left and to the right of its
 * middle in turn, and every other column begins lower: on a straight line an edge would hide behind those between.
 *
 * @returns {{height, boxes: [{name, x, y, width, height}], places: Map of id to {x, y, label}}}
 */
export function placed(members, width, {row = 78, top = 40, gap = 12} = {}) {
  const columns = groups(members);
  if (width / Math.max(1, columns.length) < COLUMN_LEAST) {
    return stacked(columns, width, gap);
  }
  const boxWidth = (width - gap * (columns.length - 1)) / Math.max(1, columns.length);
  const rowsMax = Math.max(1, ...columns.map((column) => rows(column.members.length)));
  const height = top + (rowsMax + (columns.length > 1 ? 0.35 : 0)) * row + 18;
  const places = new Map();
  const boxes = columns.map((column, index) => {
    const x = index * (boxWidth + gap);
    place(column.members, {x, width: boxWidth, height, top, row, lower: index % 2}, places);
    return {name: column.name, x, y: 0, width: boxWidth, height};
  });
  return {height, boxes, places};
}

/** On a narrow screen groups stand one below the other, their members side by side. */
function stacked(groupsOf, width, gap) {
  const across = Math.max(1, Math.floor(width / CELL_LEAST));
  const places = new Map();
  let y = 0;
  const boxes = groupsOf.map(({name, members}) => {
    const lines = Math.ceil(members.length / across);
    const height = STACKED_TOP + lines * STACKED_ROW + (members.length > 1 ? STACKED_STEP : 0);
    members.forEach((member, i) => {
      const line = Math.floor(i / across);
      const inLine = Math.min(across, members.length - line * across);
      places.set(member.id, {
        x: (width / inLine) * ((i % across) + 0.5),
        y: y + STACKED_TOP + line * STACKED_ROW + 22 + (i % 2) * STACKED_STEP,
        room: width / inLine - 4,
      });
    });
    const box = {name, x: 0, y, width, height};
    y += height + gap;
    return box;
  });
  return {height: Math.max(0, y - gap), boxes, places};
}

const subColumns = (size) => Math.ceil(size / SUB_COLUMN_MAX);
const rows = (size) => Math.ceil(size / Math.max(1, subColumns(size)));

function place(members, {x, width, height, top, row, lower}, places) {
  const across = subColumns(members.length);
  const down = rows(members.length);
  const used = (down + 0.35) * row;
  const start = top + (height - top - used) / 2 + row / 2 + (lower ? 0.35 * row : 0) - 12;
  const cell = width / across;
  const swing = Math.min(30, cell / 2 - 30);
  members.forEach((member, i) => {
    const column = Math.floor(i / down);
    const line = i % down;
    const side = down === 1 ? 0 : (line + column) % 2 === 0 ? -1 : 1;
    places.set(member.id, {
      x: x + cell * (column + 0.5) + side * Math.max(0, swing),
      y: start + line * row,
      room: cell - Math.max(0, swing) - 4,
    });
  });
}

/** A grid of small cells for many members: [{id, state, x, y}], and how high it gets. */
export function cells(members, width, cell = 9) {
  const across = Math.max(1, Math.floor(width / cell));
  return {
    height: Math.ceil(members.length / across) * cell,
    cells: members.map((member, i) => ({
      id: member.id,
      state: member.state,
      x: (i % across) * cell,
      y: Math.floor(i / across) * cell,
    })),
  };
}
