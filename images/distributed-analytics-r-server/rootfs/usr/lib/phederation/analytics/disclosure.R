# The only way out. It runs in the server's process, not in the analysis', and lets through four shapes of aggregates whose keys come from
# what the approved analysis declares: neither a row, nor a value of the data, nor a text has a place to stand in.

refuse_result <- function(why) stop_problem(422L, "result-refused", paste0("the analysis' result is not an approved aggregate: ", why))

# value: what the analysis returned; declared: the manifest's `result`. Returns what is published.
release_result <- function(value, declared, smallest) {
    if (!is.list(value) || is.object(value) && !is.data.frame(value)) refuse_result("it is no table")
    switch(declared$kind,
        counts = release_counts(value, declared, smallest),
        proportions = release_proportions(value, declared, smallest),
        survival = release_survival(value, declared, smallest),
        coefficients = release_coefficients(value, declared, smallest),
        refuse_result("its kind is unknown")
    )
}

# A table with exactly the declared dimensions and measures, each combination of keys once, each key of its declared domain.
check_table <- function(value, declared, measures) {
    if (!is.data.frame(value)) refuse_result("it is no table")
    dimensions <- names(declared$dimensions)
    if (!identical(sort(names(value)), sort(c(dimensions, measures)))) refuse_result("its columns are not the declared ones")
    domains <- lapply(declared$dimensions, domain_of)
    if (nrow(value) > prod(lengths(domains), 1)) refuse_result("it has more rows than groups")
    if (nrow(value) > 5000L) refuse_result("it has too many groups")
    keys <- lapply(dimensions, function(name) {
        key <- as.character(value[[name]])
        if (!all(key %in% domains[[name]])) refuse_result("it has a group that is not declared")
        key
    })
    keys <- as.data.frame(stats::setNames(keys, dimensions), stringsAsFactors = FALSE, check.names = FALSE)
    if (length(dimensions) && anyDuplicated(keys)) refuse_result("it has a group twice")
    for (measure in measures) check_numbers(value[[measure]])
    keys
}

domain_of <- function(dimension) {
    if (!is.null(dimension$levels)) return(as.character(unlist(dimension$levels)))
    as.character(seq(dimension$from, dimension$to, by = if (is.null(dimension$by)) 1 else dimension$by))
}

check_numbers <- function(x) {
    if (!is.numeric(x) || is.object(x) || !all(is.finite(x))) refuse_result("a measure is no plain number")
}

check_counts <- function(x) {
    if (any(x < 0 | x != floor(x))) refuse_result("a count is no whole number")
}

records <- function(keys, measures) {
    lapply(seq_len(nrow(keys)), function(row) c(
        lapply(keys, function(key) key[[row]]),
        lapply(measures, function(measure) measure[[row]])
    ))
}

release_counts <- function(value, declared, smallest) {
    keys <- check_table(value, declared, "n")
    check_counts(value$n)
    hidden <- hide_complements(keys, value$n, value$n > 0 & value$n < smallest)
    list(
        kind = "counts", smallestCell = smallest, suppressed = sum(hidden),
        total = safe_total(value$n, hidden, smallest),
        rows = records(keys, list(n = ifelse(hidden, NA_real_, value$n)))
    )
}

release_proportions <- function(value, declared, smallest) {
    keys <- check_table(value, declared, c("n", "of"))
    check_counts(value$n)
    check_counts(value$of)
    if (any(value$n > value$of)) refuse_result("a part is larger than its whole")
    small_whole <- hide_complements(keys, value$of, value$of > 0 & value$of < smallest)
    rest <- value$of - value$n
    small_part <- (value$n > 0 & value$n < smallest) | (rest > 0 & rest < smallest)
    hidden <- hide_complements(keys, value$n, small_part | small_whole)
    list(
        kind = "proportions", smallestCell = smallest, suppressed = sum(hidden),
        rows = records(keys, list(
            n = ifelse(hidden, NA_real_, value$n),
            of = ifelse(small_whole, NA_real_, value$of),
            proportion = ifelse(hidden | small_whole, NA_real_, round(ifelse(value$of > 0, value$n / value$of, 0), 4L))
        ))
    )
}

# A step of the curve shows how many had the event: only steps of none or of enough people stay, with enough people at risk.
release_survival <- function(value, declared, smallest) {
    dimensions <- setdiff(names(declared$dimensions), "time")
    keys <- check_table(value, declared, c("at_risk", "events", "survival"))
    check_counts(value$at_risk)
    check_counts(value$events)
    if (any(value$survival < 0 | value$survival > 1)) refuse_result("a survival is not between 0 and 1")
    stratum <- if (length(dimensions)) interaction(keys[dimensions], drop = TRUE, sep = "\x1f") else factor(rep("", nrow(keys)))
    time <- as.numeric(keys$time)
    kept <- logical(nrow(keys))
    since <- numeric(nrow(keys))
    for (cells in split(seq_along(time), stratum)) {
        events <- 0
        at_risk <- Inf
        for (cell in cells[order(time[cells])]) {
            if (value$at_risk[[cell]] > at_risk) refuse_result("more people are at risk later than earlier")
            events <- events + value$events[[cell]]
            left <- at_risk - value$at_risk[[cell]]
            if (value$at_risk[[cell]] >= smallest && (events == 0 || events >= smallest) && (left == 0 || left >= smallest)) {
                kept[[cell]] <- TRUE
                since[[cell]] <- events
                events <- 0
                at_risk <- value$at_risk[[cell]]
            }
        }
    }
    list(
        kind = "survival", smallestCell = smallest, suppressed = sum(!kept),
        rows = records(keys[kept, , drop = FALSE], list(
            atRisk = value$at_risk[kept], events = since[kept], survival = round(value$survival[kept], 3L)
        ))
    )
}

release_coefficients <- function(value, declared, smallest) {
    if (!identical(sort(names(value)), c("cells", "events", "n", "terms"))) refuse_result("its parts are not those of a model")
    for (part in c("n", "events", "cells")) {
        check_numbers(value[[part]])
        check_counts(value[[part]])
    }
    terms <- value$terms
    if (length(value$n) != 1L || length(value$events) != 1L || !is.data.frame(terms)) refuse_result("its parts are not those of a model")
    if (!identical(sort(names(terms)), c("estimate", "se", "term"))) refuse_result("its terms are not those of a model")
    check_numbers(terms$estimate)
    check_numbers(terms$se)
    if (!is.character(terms$term) || anyDuplicated(terms$term) || !all(grepl(declared$terms, terms$term))) {
        refuse_result("it has a term that is not declared")
    }
    # A model that is nearly as large as its data tells the data.
    if (nrow(terms) > 30L || value$n < smallest * nrow(terms)) refuse_result("it has too many terms for so few people")
    if (!length(value$cells) || any(value$cells < smallest) || value$events < smallest || value$n - value$events < smallest) {
        stop_problem(422L, "too-few-people", "a group of the model has fewer people than the smallest cell")
    }
    list(
        kind = "coefficients", smallestCell = smallest, n = value$n, events = value$events,
        rows = lapply(seq_len(nrow(terms)), function(row) list(
            term = terms$term[[row]], estimate = signif(terms$estimate[[row]], 4L), standardError = signif(terms$se[[row]], 4L)
        ))
    )
}
