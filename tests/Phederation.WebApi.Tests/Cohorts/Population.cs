using System.Globalization;
using System.Text;

namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>A small population: made up, and written into the tables of the CDM.</summary>
internal sealed class Population
{
    public const int Male = 8507;
    public const int Female = 8532;

    public List<PopulationPerson> Persons { get; } = [];

    public List<PopulationRow> Rows { get; } = [];

    /// <summary>The descendants of the concepts of 1 to 9, themselves among them.</summary>
    public static IReadOnlyDictionary<int, int[]> Descendants { get; } =
        new Dictionary<int, int[]>
        {
            [1] = [1, 2, 3],
            [2] = [2, 3],
            [3] = [3],
            [4] = [4, 5],
            [5] = [5],
            [6] = [6],
        };

    public static Population Random(Random random)
    {
        var population = new Population();
        var id = 100;
        for (var person = 1; person <= 6; person++)
        {
            population.Persons.Add(new PopulationPerson(person, 1940 + random.Next(40), random.Next(2) == 0 ? Male : Female));
            var start = new DateOnly(2010, 1, 1).AddDays(random.Next(30));
            var end = start.AddDays(60 + random.Next(80));
            population.Rows.Add(new PopulationRow("ObservationPeriod", person, id++, 0, start) { End = end });
            if (random.Next(3) == 0)
            {
                var second = end.AddDays(5 + random.Next(20));
                population.Rows.Add(
                    new PopulationRow("ObservationPeriod", person, id++, 0, second) { End = second.AddDays(random.Next(60)) }
                );
            }

            var visits = new List<PopulationRow>();
            for (var count = random.Next(3); count >= 0; count--)
            {
                var row = population.Row(random, "VisitOccurrence", person, id++);
                row = row with { End = row.Start.AddDays(random.Next(5)), Visit = row.Id };
                visits.Add(row);
                population.Rows.Add(row);
            }

            foreach (
                var kind in new[] { "ConditionOccurrence", "DrugExposure", "Measurement", "Observation", "ProcedureOccurrence", "DrugEra" }
            )
            {
                for (var count = random.Next(5); count > 0; count--)
                {
                    var row = population.Row(random, kind, person, id++);
                    row = row with { Visit = random.Next(2) == 0 ? null : visits[random.Next(visits.Count)].Id };
                    row = kind switch
                    {
                        "ConditionOccurrence" => row with { End = random.Next(2) == 0 ? null : row.Start.AddDays(random.Next(10)) },
                        "DrugExposure" => row with
                        {
                            End = row.Start.AddDays(random.Next(12)),
                            DaysSupply = random.Next(20),
                            Number = random.Next(9),
                        },
                        "DrugEra" => row with { End = row.Start.AddDays(random.Next(25)), Visit = null },
                        "Measurement" or "Observation" => row with { Number = random.Next(3) == 0 ? null : random.Next(20) / 2m },
                        _ => row,
                    };
                    population.Rows.Add(row);
                }
            }

            if (random.Next(4) == 0)
            {
                population.Rows.Add(population.Row(random, "Death", person, person));
            }
        }

        return population;
    }

    /// <summary>SQL that empties the tables and fills them.</summary>
    public string Sql(string schema)
    {
        var sql = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SET LOCAL search_path = {schema};
                TRUNCATE person, observation_period, visit_occurrence, condition_occurrence, drug_exposure, measurement, observation,
                  procedure_occurrence, drug_era, death, concept, concept_ancestor, concept_relationship;
                INSERT INTO concept SELECT g, 'Concept ' || g, 'Condition', 'Test', 'Test', 'S', 'C' || g, '1970-01-01', '2099-12-31', NULL FROM generate_series(1, 30) g;
                INSERT INTO concept_relationship VALUES (21, 2, 'Maps to', '1970-01-01', '2099-12-31', NULL), (24, 4, 'Maps to', '1970-01-01', '2099-12-31', 'D');

                """
            )
        );
        foreach (var (ancestor, descendants) in Descendants)
        {
            foreach (var descendant in descendants)
            {
                sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO concept_ancestor VALUES ({ancestor}, {descendant}, 1, 1);\n");
            }
        }

        foreach (var person in Persons)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $"INSERT INTO person (person_id, gender_concept_id, year_of_birth, race_concept_id, ethnicity_concept_id) VALUES ({person.Id}, {person.Gender}, {person.BirthYear}, 0, 0);\n"
            );
        }

        foreach (var row in Rows)
        {
            sql.Append("INSERT INTO ").Append(Insert(row)).Append(";\n");
        }

        return sql.ToString();
    }

    private static string Insert(PopulationRow row)
    {
        var (id, person, concept, source, type) = (row.Id, row.Person, row.Concept, row.Source, row.Type);
        var (start, end) = (Date(row.Start), Date(row.End));
        var visit = row.Visit?.ToString(CultureInfo.InvariantCulture) ?? "NULL";
        var number = row.Number?.ToString(CultureInfo.InvariantCulture) ?? "NULL";
        return row.Kind switch
        {
            "ObservationPeriod" =>
                $"observation_period (observation_period_id, person_id, observation_period_start_date, observation_period_end_date, period_type_concept_id) VALUES ({id}, {person}, {start}, {end}, {type})",
            "VisitOccurrence" =>
                $"visit_occurrence (visit_occurrence_id, person_id, visit_concept_id, visit_start_date, visit_end_date, visit_type_concept_id, visit_source_concept_id) VALUES ({id}, {person}, {concept}, {start}, {end}, {type}, {source})",
            "ConditionOccurrence" =>
                $"condition_occurrence (condition_occurrence_id, person_id, condition_concept_id, condition_start_date, condition_end_date, condition_type_concept_id, visit_occurrence_id, condition_source_concept_id) VALUES ({id}, {person}, {concept}, {start}, {end}, {type}, {visit}, {source})",
            "DrugExposure" =>
                $"drug_exposure (drug_exposure_id, person_id, drug_concept_id, drug_exposure_start_date, drug_exposure_end_date, drug_type_concept_id, visit_occurrence_id, drug_source_concept_id, days_supply, quantity) VALUES ({id}, {person}, {concept}, {start}, {end}, {type}, {visit}, {source}, {row.DaysSupply}, {number})",
            "Measurement" =>
                $"measurement (measurement_id, person_id, measurement_concept_id, measurement_date, measurement_type_concept_id, visit_occurrence_id, measurement_source_concept_id, value_as_number) VALUES ({id}, {person}, {concept}, {start}, {type}, {visit}, {source}, {number})",
            "Observation" =>
                $"observation (observation_id, person_id, observation_concept_id, observation_date, observation_type_concept_id, visit_occurrence_id, observation_source_concept_id, value_as_number) VALUES ({id}, {person}, {concept}, {start}, {type}, {visit}, {source}, {number})",
            "ProcedureOccurrence" =>
                $"procedure_occurrence (procedure_occurrence_id, person_id, procedure_concept_id, procedure_date, procedure_type_concept_id, visit_occurrence_id, procedure_source_concept_id) VALUES ({id}, {person}, {concept}, {start}, {type}, {visit}, {source})",
            "DrugEra" =>
                $"drug_era (drug_era_id, person_id, drug_concept_id, drug_era_start_date, drug_era_end_date) VALUES ({id}, {person}, {concept}, {start}, {end})",
            "Death" =>
                $"death (person_id, death_date, death_type_concept_id, cause_concept_id, cause_source_concept_id) VALUES ({person}, {start}, {type}, {concept}, {source})",
            _ => throw new InvalidOperationException(row.Kind),
        };
    }

    private static string Date(DateOnly? date) =>
        date is { } value ? $"'{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'" : "NULL";

    private PopulationRow Row(Random random, string kind, int person, int id)
    {
        var period = Rows.First(row => row.Kind == "ObservationPeriod" && row.Person == person);
        return new PopulationRow(kind, person, id, 1 + random.Next(6), period.Start.AddDays(random.Next(130) - 15))
        {
            Source = random.Next(4) == 0 ? 21 : 0,
            Type = 1 + random.Next(2),
        };
    }
}
