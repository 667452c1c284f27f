using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Omop;

public sealed class CdmTests(FhirSite site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FhirClient Client => site.Open;

    [Fact(Timeout = 60_000)]
    public async Task Rows_of_the_data_model_are_resources_and_follow_its_changes()
    {
        await site.Database.RunAsync(
            """
            INSERT INTO omopcdm.concept VALUES
              (201826, 'Type 2 diabetes mellitus', 'Condition', 'SNOMED', 'Clinical Finding', 'S', '44054006', '1970-01-01', '2099-12-31', NULL),
              (3004249, 'Systolic blood pressure', 'Measurement', 'LOINC', 'Lab', 'S', '8480-6', '1970-01-01', '2099-12-31', NULL),
              (8876, 'millimeter mercury column', 'Unit', 'UCUM', 'Unit', 'S', 'mm[Hg]', '1970-01-01', '2099-12-31', NULL),
              (1503297, 'metformin', 'Drug', 'RxNorm', 'Ingredient', 'S', '6809', '1970-01-01', '2099-12-31', NULL);
            INSERT INTO omopcdm.person (person_id, gender_concept_id, year_of_birth, month_of_birth, day_of_birth, race_concept_id, ethnicity_concept_id, person_source_value)
              VALUES (1, 8507, 1950, 2, 3, 0, 0, 'source 1'), (2, 8532, 1960, NULL, NULL, 0, 0, NULL);
            INSERT INTO omopcdm.condition_occurrence (condition_occurrence_id, person_id, condition_concept_id, condition_start_date, condition_end_date, condition_type_concept_id, condition_source_value)
              VALUES (1, 1, 201826, '2010-01-01', '2011-01-01', 0, 'E11'), (2, 2, 0, '2012-01-01', NULL, 0, 'local');
            INSERT INTO omopcdm.drug_exposure (drug_exposure_id, person_id, drug_concept_id, drug_exposure_start_date, drug_exposure_end_date, drug_type_concept_id, sig)
              VALUES (1, 1, 1503297, '2010-02-01', '2010-03-01', 0, 'one a day');
            INSERT INTO omopcdm.measurement (measurement_id, person_id, measurement_concept_id, measurement_date, measurement_type_concept_id, value_as_number, unit_concept_id, operator_concept_id)
              VALUES (1, 1, 3004249, '2010-02-01', 0, 140.50, 8876, 4172704)
            """,
            Cancellation
        );

        var person = await WaitAsync("Patient/omop-person-1", answer => answer.Status == 200);
        Assert.Equal("1950-02-03", person.Json.GetProperty("birthDate").GetString());
        Assert.Equal("male", person.Json.GetProperty("gender").GetString());
        var measurement = await WaitAsync("Observation/omop-measurement-1", answer => answer.Status == 200);
        Assert.Contains("140.50", measurement.Text, StringComparison.Ordinal);
        Assert.Equal(">", measurement.Json.GetProperty("valueQuantity").GetProperty("comparator").GetString());
        Assert.Equal(
            ["omop-condition-1"],
            (await Client.GetAsync("Condition?code=http://snomed.info/sct|44054006&patient.birthdate=1950")).Is(200).Ids()
        );
        Assert.Equal(["omop-person-1"], (await Client.GetAsync("Patient?_has:MedicationStatement:patient:code=6809")).Is(200).Ids());
        Assert.Equal(
            ["omop-measurement-1"],
            (await Client.GetAsync("Observation?value-quantity=gt150&patient=omop-person-1")).Is(200).Ids()
        );
        foreach (
            var path in new[]
            {
                "Patient/omop-person-1",
                "Condition/omop-condition-1",
                "MedicationStatement/omop-drug-1",
                "Observation/omop-measurement-1",
            }
        )
        {
            Assert.Contains("The resource is valid", (await Client.GetAsync($"{path}/$validate")).Is(200).Text, StringComparison.Ordinal);
            (await Client.DeleteAsync(path)).Is(405);
        }

        var mine = site.Closed.With(Tokens.Make("patient/*.read", "omop-person-1"));
        Assert.Equal(["omop-condition-1"], (await mine.GetAsync("Condition")).Is(200).Ids());

        await site.Database.RunAsync(
            "UPDATE omopcdm.person SET year_of_birth = 1951 WHERE person_id = 1; DELETE FROM omopcdm.condition_occurrence WHERE condition_occurrence_id = 2",
            Cancellation
        );
        var changed = await WaitAsync("Patient/omop-person-1", answer => answer.Version == "2");
        Assert.Equal("1951-02-03", changed.Json.GetProperty("birthDate").GetString());
        (await WaitAsync("Condition/omop-condition-2", answer => answer.Status == 410)).Is(410);
    }

    private async Task<FhirAnswer> WaitAsync(string path, Func<FhirAnswer, bool> until)
    {
        while (true)
        {
            var answer = await Client.GetAsync(path);
            if (until(answer))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
        }
    }
}
