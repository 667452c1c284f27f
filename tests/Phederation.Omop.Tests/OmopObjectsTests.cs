namespace Phederation.Omop.Tests;

public sealed class OmopObjectsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<OmopObject> Objects => OmopObjects.Load();

    [Theory]
    [InlineData(OmopObjectKind.PrimaryKey, 35)]
    [InlineData(OmopObjectKind.Index, 63)]
    [InlineData(OmopObjectKind.UniqueIndex, 6)]
    [InlineData(OmopObjectKind.ForeignKey, 146)]
    [InlineData(OmopObjectKind.Unique, 1)]
    public void Facts_have_as_many_as_the_scripts(OmopObjectKind kind, int count) =>
        Assert.Equal(count, Objects.Count(item => item.Kind == kind));

    [Fact]
    public void Names_are_unique_and_postgresql_takes_them()
    {
        Assert.Equal(Objects.Count, Objects.Select(item => item.Name).Distinct().Count());
        Assert.All(Objects, item => Assert.Matches("^(xpk|idx|fpk|fpd|uq)_[a-z0-9_]{1,59}$", item.Name));
    }

    [Fact]
    public void No_two_do_the_same()
    {
        var twice = Objects.GroupBy(item => (item.Kind, item.Table, item.FieldList)).Where(group => group.Count() > 1);

        Assert.Empty(twice.Select(group => string.Join(" and ", group.Select(item => item.Name))));
    }

    [Fact]
    public void Each_is_of_fields_that_its_table_has()
    {
        var tables = OmopCdm.Load().Tables.ToDictionary(table => table.Name, table => table.Fields.Select(field => field.Name).ToHashSet());

        Assert.All(Objects, item => Assert.Subset(tables[item.Table], item.Fields.ToHashSet()));
    }

    [Fact]
    public void Primary_keys_are_the_key_fields_of_the_tables()
    {
        var facts = OmopCdm
            .Load()
            .Tables.Where(table => table.Fields.Any(field => field.IsKey))
            .Select(table =>
                $"{table.Name}: {string.Join(' ', table.Fields.Where(field => field.IsKey).Select(field => field.Name).Order())}"
            );

        var keys = Objects
            .Where(item => item.Kind == OmopObjectKind.PrimaryKey)
            .Select(item => $"{item.Table}: {string.Join(' ', item.Fields.Order())}");

        Assert.Equal(facts.Order(), keys.Order());
    }

    [Fact]
    public void Foreign_keys_are_references_of_the_tables_but_for_the_one_that_the_field_list_lacks()
    {
        var references = OmopCdm
            .Load()
            .Tables.SelectMany(table =>
                table
                    .Fields.Where(field => field.References is not null)
                    .Select(field => $"{table.Name}.{field.Name} > {field.References!.Table}.{field.References.Field}")
            )
            .ToHashSet();
        var keys = Objects
            .Where(item => item.Kind == OmopObjectKind.ForeignKey)
            .Select(item => $"{item.Table}.{Assert.Single(item.Fields)} > {item.References!.Table}.{item.References.Field}");

        Assert.Equal(
            ["cohort.cohort_definition_id > cohort_definition.cohort_definition_id"],
            keys.Where(key => !references.Contains(key))
        );
    }

    [Theory]
    [InlineData("primary-key xpk_a a")]
    [InlineData("key xpk_a a b")]
    [InlineData("foreign-key f a b")]
    [InlineData("foreign-key f a b > c")]
    [InlineData("index i a b > c.d")]
    [InlineData("index i a > c.d")]
    public void Line_that_is_none_is_told_by_its_number(string line) =>
        Assert.Contains(
            "Line 2",
            Assert.Throws<FormatException>(() => OmopObjects.Parse("# facts\n" + line)).Message,
            StringComparison.Ordinal
        );

    [Fact(Timeout = 120_000)]
    public async Task Objects_are_made_in_postgresql_in_the_order_of_the_facts()
    {
        await using var server = await PostgresServer.StartAsync(Cancellation);
        const string Schema = "Omop CDM";
        var statements = Objects
            .SelectMany(item =>
                item.Kind == OmopObjectKind.ForeignKey
                    ? new[] { OmopObjectDdl.Create(Schema, item), OmopObjectDdl.Validate(Schema, item) }
                    : [OmopObjectDdl.Create(Schema, item)]
            )
            .Select(statement => statement + ";\n");

        await server.RunAsync(OmopDdl.CreateSchema(Schema) + OmopDdl.CreateTables(Schema) + string.Concat(statements), Cancellation);

        var counts = await server.RunAsync(
            """
            SELECT (SELECT count(*) FROM pg_constraint WHERE contype = 'p' AND connamespace = '"Omop CDM"'::regnamespace),
                   (SELECT count(*) FROM pg_constraint WHERE contype IN ('f', 'u') AND convalidated AND connamespace = '"Omop CDM"'::regnamespace),
                   (SELECT count(*) FROM pg_indexes WHERE schemaname = 'Omop CDM' AND indexname LIKE 'idx%'),
                   (SELECT count(*) FROM pg_indexes WHERE schemaname = 'Omop CDM' AND indexname LIKE 'idx%' AND indexdef LIKE 'CREATE UNIQUE%')
            """,
            Cancellation
        );
        Assert.Equal("35|147|69|6", counts.Trim());
    }
}
