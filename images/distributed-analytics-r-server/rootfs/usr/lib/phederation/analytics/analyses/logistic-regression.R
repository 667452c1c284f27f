# A logistic regression of a column of 0 and 1 on columns of numbers, of prepared data. Rows with a missing value are left out.
run <- function(parameters, read) {
    data <- read$prepared(parameters$data, c(parameters$outcome, parameters$predictors))
    data <- data[stats::complete.cases(data), , drop = FALSE]
    stopifnot(all(vapply(data, is.numeric, TRUE)), all(data[[1L]] %in% 0:1))
    fit <- stats::glm(stats::reformulate(parameters$predictors, parameters$outcome), family = stats::binomial(), data = data)
    stopifnot(fit$converged)
    coefficients <- summary(fit)$coefficients
    # Each combination of the outcome with a predictor of few values is a group of people.
    cells <- unlist(lapply(parameters$predictors, function(name) {
        if (length(unique(data[[name]])) <= 10L) as.numeric(table(data[[name]], data[[1L]])) else nrow(data)
    }))
    list(
        n = nrow(data), events = sum(data[[1L]]), cells = cells,
        terms = data.frame(term = rownames(coefficients), estimate = coefficients[, 1L], se = coefficients[, 2L])
    )
}
