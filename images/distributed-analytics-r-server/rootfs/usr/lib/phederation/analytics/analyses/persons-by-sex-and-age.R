# How many people there are, by sex and by the age that they reach in a year.
run <- function(parameters, read) {
    read$query(
        "SELECT CASE gender_concept_id WHEN 8507 THEN 'male' WHEN 8532 THEN 'female' ELSE 'other' END AS sex,
                LEAST(($1::int - year_of_birth) / 10 * 10, 90) AS age_band,
                count(*)::float8 AS n
           FROM omopcdm.person
          WHERE year_of_birth <= $1::int
          GROUP BY 1, 2",
        list(parameters$year)
    )
}
