namespace Phederation.WebApi.Tests.Support;

/// <summary>A vocabulary of a few concepts, and a few persons who have them.</summary>
internal static class SmallVocabulary
{
    public const string Sql = """
        SET search_path = omopcdm;
        INSERT INTO domain VALUES ('Condition', 'Condition', 19), ('Drug', 'Drug', 13);
        INSERT INTO vocabulary VALUES ('None', 'OMOP Standardized Vocabularies', 'OMOP generated', 'v5.0 31-AUG-23', 44819096),
          ('SNOMED', 'Systematic Nomenclature', 'http://www.snomed.org', '2023', 44819097), ('ICD10CM', 'ICD-10-CM', 'x', '2023', 44819098);
        INSERT INTO concept VALUES
          (201820, 'Diabetes mellitus', 'Condition', 'SNOMED', 'Clinical Finding', 'S', '73211009', '1970-01-01', '2099-12-31', NULL),
          (201826, 'Type 2 diabetes mellitus', 'Condition', 'SNOMED', 'Clinical Finding', 'S', '44054006', '1970-01-01', '2099-12-31', NULL),
          (201254, 'Type 1 diabetes mellitus', 'Condition', 'SNOMED', 'Clinical Finding', 'S', '46635009', '1970-01-01', '2099-12-31', NULL),
          (4058243, 'Diabetes mellitus in 100% of cases_x', 'Condition', 'SNOMED', 'Clinical Finding', 'C', '199223000', '1970-01-01', '2015-06-30', 'D'),
          (45600642, 'Type 2 diabetes mellitus with hyperglycemia', 'Condition', 'ICD10CM', '5-char billing code', NULL, 'E11.65', '1970-01-01', '2099-12-31', NULL),
          (1503297, 'metformin', 'Drug', 'SNOMED', 'Ingredient', 'S', '6809', '1970-01-01', '2099-12-31', NULL);
        INSERT INTO relationship VALUES ('Maps to', 'Non-standard to Standard map (OMOP)', '1', '0', 'Mapped from', 44818977),
          ('Mapped from', 'Standard to Non-standard map (OMOP)', '1', '0', 'Maps to', 44818976);
        INSERT INTO concept_relationship VALUES (45600642, 201826, 'Maps to', '1970-01-01', '2099-12-31', NULL),
          (201826, 45600642, 'Mapped from', '1970-01-01', '2099-12-31', NULL);
        INSERT INTO concept_ancestor VALUES (201820, 201820, 0, 0), (201820, 201826, 1, 1), (201820, 201254, 1, 1), (201820, 4058243, 1, 1),
          (201826, 201826, 0, 0), (201254, 201254, 0, 0);
        INSERT INTO concept_synonym VALUES (201826, 'Adult-onset diabetes', 4180186);
        INSERT INTO source_to_concept_map VALUES ('DM2', 0, 'SITE', 'diabetes type two of the site', 201826, 'SNOMED', '1970-01-01', '2099-12-31', NULL);
        INSERT INTO person (person_id, gender_concept_id, year_of_birth, race_concept_id, ethnicity_concept_id)
          SELECT p, CASE WHEN p % 2 = 0 THEN 8507 ELSE 8532 END, 1950 + p, 0, 0 FROM generate_series(1, 10) p;
        INSERT INTO observation_period SELECT p, p, '2010-01-01', '2015-12-31', 44814724 FROM generate_series(1, 10) p;
        INSERT INTO condition_occurrence (condition_occurrence_id, person_id, condition_concept_id, condition_start_date, condition_type_concept_id)
          SELECT p, p, CASE WHEN p <= 6 THEN 201826 ELSE 201254 END, DATE '2012-01-01' + p, 0 FROM generate_series(1, 8) p;
        INSERT INTO drug_exposure (drug_exposure_id, person_id, drug_concept_id, drug_exposure_start_date, drug_exposure_end_date, drug_type_concept_id)
          SELECT p, p, 1503297, DATE '2012-02-01', DATE '2012-03-01', 0 FROM generate_series(1, 4) p;
        RESET search_path;
        """;

    /// <summary>Diabetes as entry event; metformin within 90 days, and males, as rules.</summary>
    public const string Diabetes = """
        {
          "ConceptSets": [
            { "id": 0, "name": "Diabetes", "expression": { "items": [
              { "concept": { "CONCEPT_ID": 201820, "CONCEPT_NAME": "Diabetes mellitus" }, "includeDescendants": true } ] } },
            { "id": 1, "name": "Metformin", "expression": { "items": [ { "concept": { "CONCEPT_ID": 1503297 } } ] } }
          ],
          "PrimaryCriteria": {
            "CriteriaList": [ { "ConditionOccurrence": { "CodesetId": 0 } } ],
            "ObservationWindow": { "PriorDays": 365, "PostDays": 0 },
            "PrimaryCriteriaLimit": { "Type": "First" }
          },
          "QualifiedLimit": { "Type": "First" },
          "ExpressionLimit": { "Type": "First" },
          "InclusionRules": [
            { "name": "Treated", "description": "with metformin", "expression": { "Type": "ALL", "CriteriaList": [ {
                "Criteria": { "DrugExposure": { "CodesetId": 1 } },
                "StartWindow": { "Start": { "Days": 0, "Coeff": -1 }, "End": { "Days": 90, "Coeff": 1 } },
                "Occurrence": { "Type": 2, "Count": 1 } } ], "DemographicCriteriaList": [], "Groups": [] } },
            { "name": "Male", "expression": { "Type": "ALL", "CriteriaList": [],
              "DemographicCriteriaList": [ { "Gender": [ { "CONCEPT_ID": 8507 } ] } ], "Groups": [] } }
          ],
          "CensoringCriteria": [],
          "CollapseSettings": { "CollapseType": "ERA", "EraPad": 0 },
          "CensorWindow": {},
          "cdmVersionRange": ">=5.0.0"
        }
        """;

    public static string Definition(string name, string expression = Diabetes) =>
        $$"""{ "name": "{{name}}", "description": "for a test", "expressionType": "SIMPLE_EXPRESSION", "expression": {{expression}} }""";
}
