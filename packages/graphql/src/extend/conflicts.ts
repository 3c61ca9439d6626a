import { ArmoireError } from '@armoire/protocol';
import { type DocumentNode, type GraphQLSchema, isObjectType, Kind } from 'graphql';

/** The names that a document would add to a schema and that it has already. */
function taken(theirs: GraphQLSchema, { definitions }: DocumentNode): string[] {
  return definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name) return [];
    const name = definition.name.value;
    const existing = theirs.getType(name);
    if (definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return existing ? [name] : [];
    const fields = isObjectType(existing) ? existing.getFields() : {};
    return (definition.fields ?? [])
      .map((field) => field.name.value)
      .filter((field) => fields[field])
      .map((field) => `${name}.${field}`);
  });
}

/** Refuses to hide anything of theirs: all names that clash are told at once. */
export function assertNoConflicts(theirs: GraphQLSchema, ours: DocumentNode): void {
  const names = taken(theirs, ours);
  if (names.length === 0) return;
  throw new ArmoireError('CONFLICT', `The schema has ${names.join(', ')} already`, {
    fix: 'Set `fieldPrefix` (for fields) or `prefix` (for types), or leave fields out with `pick`.',
  });
}
