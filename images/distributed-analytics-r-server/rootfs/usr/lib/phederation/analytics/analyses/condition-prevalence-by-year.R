# Of the people who are observed in a year, how many have a record of a condition in it.
run <- function(parameters, read) {
    read$query(
        "SELECT y.year, count(DISTINCT c.person_id)::float8 AS n, count(DISTINCT o.person_id)::float8 AS of
           FROM generate_series($2::int, $3::int) AS y(year)
           JOIN omopcdm.observation_period o
             ON y.year BETWEEN extract(year FROM o.observation_period_start_date) AND extract(year FROM o.observation_period_end_date)
           LEFT JOIN omopcdm.condition_occurrence c
             ON c.person_id = o.person_id AND c.condition_concept_id = $1::int
            AND c.condition_start_date >= make_date(y.year, 1, 1) AND c.condition_start_date < make_date(y.year + 1, 1, 1)
          GROUP BY y.year",
        list(parameters$condition, parameters$from, parameters$to)
    )
}
