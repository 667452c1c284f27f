using Phederation.Testing;

namespace Phederation.Omop.Tests;

public sealed class OmopCdmTests
{
    // Where 5.3.1's scripts say other than the field list of 5.3, which later corrections went into.
    private static readonly string[] DifferencesOf531 =
    [
        "attribute_definition.attribute_definition_id: key",
        "cdm 5.3.1 has the table cohort",
        "cdm 5.3.1 has the table cohort_attribute",
        "cohort_definition.cohort_definition_id: key",
        "concept_ancestor.ancestor_concept_id: key",
        "concept_ancestor.descendant_concept_id: key",
        "concept_relationship.concept_id_1: key",
        "concept_relationship.concept_id_2: key",
        "concept_relationship.relationship_id: key",
        "cost.payer_plan_period_id: refers to payer_plan_period",
        "death.death_type_concept_id: not null",
        "death.person_id: key",
        "device_exposure.device_source_value: varchar(100)",
        "drug_strength.drug_concept_id: key",
        "drug_strength.ingredient_concept_id: key",
        "metadata.value_as_string: text",
        "note.note_text: null",
        "note_nlp.note_id: refers to note",
        "note_nlp.offset: varchar(250)",
        "relationship.reverse_relationship_id: refers to relationship",
        "source_to_concept_map.source_code: key",
        "source_to_concept_map.source_vocabulary_id: key",
        "source_to_concept_map.source_vocabulary_id: refers to vocabulary",
        "source_to_concept_map.target_concept_id: key",
        "source_to_concept_map.valid_end_date: key",
    ];

    [Fact]
    public void Facts_have_the_39_tables_of_the_script()
    {
        var tables = OmopCdm.Load().Tables;

        Assert.Equal(39, tables.Count);
        Assert.Equal(39, tables.Select(table => table.Name).Distinct().Count());
        Assert.Equal(407, tables.Sum(table => table.Fields.Count));
    }

    [Fact]
    public void Each_type_is_one_of_the_data_model()
    {
        var types = OmopCdm.Load().Tables.SelectMany(table => table.Fields).Select(field => field.Type).Distinct();

        Assert.All(types, type => Assert.Matches("^(integer|numeric|date|timestamp|text|varchar\\([1-9][0-9]*\\))$", type));
    }

    [Fact]
    public void Each_reference_leads_to_the_only_key_of_a_table()
    {
        var tables = OmopCdm.Load().Tables.ToDictionary(table => table.Name);

        Assert.All(
            tables.Values.SelectMany(table => table.Fields).Select(field => field.References).OfType<OmopReference>(),
            reference => Assert.Equal(reference.Field, Assert.Single(tables[reference.Table].Fields, field => field.IsKey).Name)
        );
    }

    [Fact]
    public void Each_key_is_required()
    {
        var keys = OmopCdm.Load().Tables.SelectMany(table => table.Fields).Where(field => field.IsKey);

        Assert.All(keys, field => Assert.True(field.IsRequired, field.Name));
    }

    [Fact]
    public void Facts_are_those_of_the_field_list_but_for_what_5_3_1_says_otherwise()
    {
        var fields = FieldList(Repository.Shared("data/omop-cdm-5.3/OMOP_CDMv5.3_Field_Level.csv"));
        var listed = fields.ToLookup(field => field.Table, field => field.Field);

        var differences = OmopCdm
            .Load()
            .Tables.SelectMany(table => Differences(table, [.. listed[table.Name]]))
            .Order(StringComparer.Ordinal);

        Assert.Equal(DifferencesOf531, differences);
        Assert.Empty(listed.Select(table => table.Key).Except(OmopCdm.Load().Tables.Select(table => table.Name)));
    }

    private static IEnumerable<string> Differences(OmopTable table, List<OmopField> listed)
    {
        if (listed.Count == 0)
        {
            yield return $"cdm 5.3.1 has the table {table.Name}";
            yield break;
        }

        Assert.Equal(listed.Select(field => field.Name).Order(), table.Fields.Select(field => field.Name).Order());
        foreach (var fact in table.Fields)
        {
            var other = listed.Single(field => field.Name == fact.Name);
            var name = $"{table.Name}.{fact.Name}: ";
            if (fact.Type != other.Type)
            {
                yield return name + fact.Type;
            }

            if (fact.IsRequired != other.IsRequired)
            {
                yield return name + (fact.IsRequired ? "not null" : "null");
            }

            if (fact.IsKey != other.IsKey)
            {
                yield return name + (fact.IsKey ? "key" : "no key");
            }

            if (fact.References != other.References)
            {
                yield return $"{name}refers to {fact.References?.Table ?? "nothing"}";
            }
        }
    }

    private static IEnumerable<(string Table, OmopField Field)> FieldList(string path)
    {
        var rows = Csv.Parse(File.ReadAllText(path));
        var columns = rows[0].Index().ToDictionary(column => column.Item, column => column.Index);
        foreach (var row in rows.Skip(1))
        {
            string Cell(string column) => row[columns[column]].ToLowerInvariant();
            var target = Cell("fkTableName") == "na" ? null : new OmopReference(Cell("fkTableName"), Cell("fkFieldName"));
            var type = Cell("cdmDatatype") switch
            {
                "float" => "numeric",
                "datetime" => "timestamp",
                "varchar(max)" => "text",
                var same => same,
            };
            var name = Cell("cdmFieldName").Trim('"');
            yield return (
                Cell("cdmTableName"),
                new OmopField(name, type, Cell("isRequired") == "yes", Cell("isPrimaryKey") == "yes", target)
            );
        }
    }
}
