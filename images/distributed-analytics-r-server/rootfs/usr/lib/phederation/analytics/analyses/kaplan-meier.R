# The share of people without the event over time, by group, at each thirtieth day. The prepared data has the columns `time` (days),
# `event` (1 or 0) and `arm` (1 to 8).
run <- function(parameters, read) {
    data <- read$prepared(parameters$data, c("time", "event", "arm"))
    stopifnot(is.numeric(data$time), all(data$event %in% 0:1), all(data$arm %in% 1:8))
    parts <- lapply(sort(unique(data$arm)), function(arm) {
        own <- data[data$arm == arm, ]
        curve <- summary(survival::survfit(survival::Surv(time, event) ~ 1, data = own), times = seq(0, 3650, 30), extend = FALSE)
        data.frame(arm = arm, time = curve$time, at_risk = curve$n.risk, events = curve$n.event, survival = curve$surv)
    })
    do.call(rbind, parts)
}
