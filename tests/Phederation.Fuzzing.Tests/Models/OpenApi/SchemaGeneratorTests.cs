using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Generating;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Tests.Models.OpenApi;

public sealed class SchemaGeneratorTests
{
    private const int Samples = 200;

    private const string Components =
        "{ Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer, minimum: 1, maximum: 9 } } }, "
        + "Dog: { type: object, required: [kind, bark], properties: { kind: { type: string }, bark: { type: boolean } }, additionalProperties: false }, "
        + "Tree: { type: object, required: [value], properties: { value: { type: integer }, children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } } }";

    public static TheoryData<string> Schemas { get; } =
    [
        "{ type: string, minLength: 3, maxLength: 5 }",
        "{ type: string, maxLength: 0 }",
        "{ type: string, format: date-time }",
        "{ type: string, format: uuid }",
        "{ type: string, format: byte }",
        "{ type: string, pattern: '^[A-Z]{2,3}-\\d{4}(?:-x|-y)?$' }",
        "{ type: string, pattern: '^(a|bc+)[^0-9]\\w{2}$', maxLength: 30 }",
        "{ type: string, enum: [a, b, c] }",
        "{ const: 7 }",
        "{ type: integer, minimum: 3, maximum: 9 }",
        "{ type: integer, format: int32 }",
        "{ type: integer, exclusiveMinimum: 3, exclusiveMaximum: 5 }",
        "{ type: number, minimum: 0, maximum: 0.001 }",
        "{ type: number, multipleOf: 0.25, maximum: 10 }",
        "{ type: integer, minimum: 1000000, multipleOf: 7 }",
        "{ type: boolean }",
        "{ type: [string, 'null'], minLength: 1 }",
        "{ type: array, minItems: 2, maxItems: 3, items: { type: integer } }",
        "{ type: array, uniqueItems: true, minItems: 1, items: { type: integer, minimum: 0, maximum: 100 } }",
        "{ type: object, required: [a, b], properties: { a: { type: string, minLength: 1 }, b: { type: integer } }, additionalProperties: false }",
        "{ type: object, minProperties: 1, maxProperties: 3, additionalProperties: { type: integer } }",
        "{ type: object, required: [a], properties: { a: { type: string }, id: { type: integer, readOnly: true } } }",
        "{ allOf: [{ $ref: '#/components/schemas/Cat' }, { type: object, required: [name], properties: { name: { type: string, maxLength: 9 } } }] }",
        "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }",
        "{ oneOf: [{ type: integer, maximum: 5 }, { type: string, minLength: 2 }] }",
        "{ anyOf: [{ type: integer, minimum: 2 }, { type: boolean }] }",
        "{ $ref: '#/components/schemas/Tree' }",
        "{ type: integer, minimum: 0, not: { enum: [0, 1] } }",
    ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void What_is_made_is_valid_and_known_to_be(string text)
    {
        var schema = Documents.Schema(text, Components);
        var valid = 0;
        for (ulong seed = 0; seed < Samples; seed++)
        {
            var (value, isValid) = new SchemaGenerator(new FuzzRandom(seed), []).Make(schema);
            valid += isValid ? 1 : 0;
            Assert.True(!isValid || Fault(schema, value) is null, $"{value?.ToJsonString()}: {Fault(schema, value)}");
        }

        Assert.InRange(valid, Samples * 99 / 100, Samples);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void What_is_broken_is_one_fault_with_its_label(string text)
    {
        var schema = Documents.Schema(text, Components);
        var broken = 0;
        for (ulong seed = 0; seed < Samples; seed++)
        {
            var random = new FuzzRandom(seed);
            var valid = new SchemaGenerator(random, []).Make(schema).Value;
            var before = valid?.ToJsonString();
            if (new SchemaFaultMaker(random).Make(schema, valid) is var (value, fault))
            {
                broken++;
                Assert.Equal(fault, Fault(schema, value));
                Assert.NotEqual(before, value?.ToJsonString());
            }

            Assert.Equal(before, valid?.ToJsonString());
        }

        Assert.InRange(broken, Samples * 9 / 10, Samples);
    }

    [Fact]
    public void Every_kind_of_fault_is_made()
    {
        var kinds = new HashSet<SchemaFaultKind>();
        foreach (var text in Schemas.Select(row => row.Data))
        {
            var schema = Documents.Schema(text, Components);
            for (ulong seed = 0; seed < Samples; seed++)
            {
                var random = new FuzzRandom(seed);
                if (new SchemaFaultMaker(random).Make(schema, new SchemaGenerator(random, []).Make(schema).Value) is var (_, fault))
                {
                    kinds.Add(fault.Kind);
                }
            }
        }

        Assert.Equal(Enum.GetValues<SchemaFaultKind>(), kinds.Order());
    }

    [Fact]
    public void Schema_without_end_makes_small_values()
    {
        var schema = Documents.Schema(
            "{ $ref: '#/components/schemas/A' }",
            "{ A: { type: object, properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/A' }, c: { type: array, items: { $ref: '#/components/schemas/A' } } } } }"
        );
        for (ulong seed = 0; seed < Samples; seed++)
        {
            var (value, isValid) = new SchemaGenerator(new FuzzRandom(seed), []).Make(schema);
            Assert.True(isValid);
            Assert.InRange(value!.ToJsonString().Length, 2, 100_000);
        }
    }

    [Fact]
    public void Schema_that_nothing_fulfils_ends_and_is_not_called_valid()
    {
        foreach (
            var text in (string[])
                [
                    "{ type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }",
                    "{ type: integer, minimum: 5, maximum: 4 }",
                    "{ allOf: [{ type: string }, { type: integer }] }",
                    "{ type: string, pattern: '^(?=b)a$' }",
                    "{ not: {} }",
                ]
        )
        {
            var schema = Documents.Schema("{ $ref: '#/components/schemas/A' }", $"{{ A: {text} }}");
            Assert.False(new SchemaGenerator(new FuzzRandom(1), []).Make(schema).IsValid, text);
        }
    }

    [Fact]
    public void Schema_of_itself_alone_ends()
    {
        var schema = Documents.Schema(
            "{ $ref: '#/components/schemas/Base' }",
            "{ Base: { type: object, oneOf: [{ $ref: '#/components/schemas/Sub' }] }, Sub: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: [x] }] } }"
        );

        Assert.NotNull(Fault(schema, new JsonObject()));
        Assert.Null(Fault(schema, new JsonObject { ["x"] = 1 }));
        Assert.False(new SchemaGenerator(new FuzzRandom(1), []).Make(schema).IsValid);
    }

    [Theory]
    [InlineData("{ type: string, nullable: true }", "null", null)]
    [InlineData("{ type: string }", "null", "null value")]
    [InlineData("{ type: string, nullable: true, enum: [a] }", "null", null)]
    [InlineData("{ type: integer, minimum: 3, exclusiveMinimum: true }", "3", "out of range")]
    [InlineData("{ type: integer }", "1.0", null)]
    [InlineData("{ type: integer }", "1.5", "wrong type")]
    [InlineData("{ type: number }", "7", null)]
    [InlineData("{ type: string, format: date }", "\"2023-02-29\"", "format broken")]
    [InlineData("{ type: string, format: date-time }", "\"2023-02-28T10:00:00\"", "format broken")]
    [InlineData("{ type: string, format: date-time }", "\"2023-02-28T10:00:00.123+02:00\"", null)]
    [InlineData("{ type: string, format: whatever }", "\"x\"", null)]
    [InlineData("{ type: string, maxLength: 1 }", "\"😀\"", null)]
    [InlineData("{ properties: { a: { items: { type: string } } } }", "{\"a\":[\"x\",1]}", "wrong type: a[]")]
    [InlineData("{ type: object, required: [a] }", "{}", "missing required: a")]
    [InlineData("{ type: object, required: [a], properties: { a: { writeOnly: true } } }", "{}", null)]
    [InlineData("{ type: object, additionalProperties: { type: integer } }", "{\"k\":\"v\"}", "wrong type: *")]
    [InlineData("{ oneOf: [{ type: integer }, { type: number }] }", "1", "no alternative")]
    [InlineData("{ anyOf: [{ type: integer }, { type: boolean }] }", "\"x\"", "wrong type")]
    public void Answer_is_held_against_its_schema(string schema, string value, string? label) =>
        Assert.Equal(
            label,
            SchemaValidator
                .Find(Documents.Schema(schema, version: "3.0.3"), System.Text.Json.JsonElement.Parse(value), SchemaDirection.Answer)
                ?.Label
        );

    private static SchemaFault? Fault(ApiSchema schema, JsonNode? value) =>
        new SchemaValidator(SchemaDirection.Request).Check(schema, value);
}
