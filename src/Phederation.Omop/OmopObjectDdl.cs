namespace Phederation.Omop;

/// <summary>SQL that makes the keys, indexes and constraints of the data model in PostgreSQL.</summary>
public static class OmopObjectDdl
{
    /// <summary>
    /// The statement that makes an object. A foreign key is made without a look at the rows that are there, which would hold both tables'
    /// locks for as long as it takes; <see cref="Validate"/> looks at them under a weaker lock.
    /// </summary>
    /// <param name="schema">The schema of the tables; quoted, so any name that PostgreSQL takes is right.</param>
    /// <param name="item">What is made.</param>
    public static string Create(string schema, OmopObject item) =>
        item.Kind switch
        {
            OmopObjectKind.PrimaryKey => $"{Alter(schema, item)} ADD CONSTRAINT {Name(item)} PRIMARY KEY ({Fields(item)})",
            OmopObjectKind.Unique => $"{Alter(schema, item)} ADD CONSTRAINT {Name(item)} UNIQUE ({Fields(item)})",
            OmopObjectKind.ForeignKey => $"{Alter(schema, item)} ADD CONSTRAINT {Name(item)} FOREIGN KEY ({Fields(item)}) "
                + $"REFERENCES {Table(schema, item.References!.Table)} ({PostgresName.Quote(item.References.Field)}) NOT VALID",
            OmopObjectKind.UniqueIndex => $"CREATE UNIQUE INDEX {Name(item)} ON {Table(schema, item.Table)} ({Fields(item)})",
            _ => $"CREATE INDEX {Name(item)} ON {Table(schema, item.Table)} ({Fields(item)})",
        };

    /// <summary>The statement that holds the rows that are there to a foreign key.</summary>
    public static string Validate(string schema, OmopObject item) => $"{Alter(schema, item)} VALIDATE CONSTRAINT {Name(item)}";

    /// <summary>The statement that takes a constraint away again.</summary>
    public static string Drop(string schema, OmopObject item) => $"{Alter(schema, item)} DROP CONSTRAINT {Name(item)}";

    /// <summary>A table's name in SQL.</summary>
    public static string Table(string schema, string table) => $"{PostgresName.Quote(schema)}.{PostgresName.Quote(table)}";

    private static string Alter(string schema, OmopObject item) => $"ALTER TABLE {Table(schema, item.Table)}";

    private static string Name(OmopObject item) => PostgresName.Quote(item.Name);

    private static string Fields(OmopObject item) => string.Join(", ", item.Fields.Select(PostgresName.Quote));
}
