// Atlas asks the WebAPI that stands beside it, by the address through which it was itself loaded.
define([], function () {
  var configLocal = {};
  configLocal.api = { name: "OHDSI", url: window.location.origin + "/WebAPI/" };
  configLocal.authProviders = [];
  return configLocal;
});
