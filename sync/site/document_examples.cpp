#include "sync/site/document_examples.h"

#include <algorithm>
#include <array>

namespace dockhand {
namespace {

struct Example {
  std::string_view path, json;
};

constexpr std::array<Example, 17> examples{{
    {"/v1/commands", R"({"id":"r1","do":"receive","item":"BRG-6204","quantity":4,"at":"DOCK-1"})"},
    {"/v1/items",
     R"({"item":"BRG-6204","name":"Deep groove bearing","tracking":"none","expiry":false,"count_tolerance":2,"safety_stock":10,"order_cap":50,"assume_suggested":false,"ended":false,"shelf_life_days":0,"millilitres":40})"},
    {"/v1/barcodes", R"({"barcode":"4006381333931","item":"BRG-6204","level":"each","units":1})"},
    {"/v1/locations", R"({"location":"A-01-02","location_kind":"storage","walk":12,"zone":"north","litres":500})"},
    {"/v1/customers", R"({"customer":"ACME","name":"Acme Ltd","policies":"whole_order=no","class":"fill"})"},
    {"/v1/orders",
     R"({"line":"SO-17/1","customer":"ACME","item":"BRG-6204","ordered":6,"cancelled":0,"priority":2,"promised":"2026-12-04","ordered_at":"2026-11-20T08:00:00.000Z","policies":"partial=yes","class":"fill","one_off":false,"essential":false})"},
    {"/v1/purchases",
     R"({"line":"PO-77/1","supplier":"SKF","item":"BRG-6204","expected":40,"due":"2026-12-01","for":"SO-17/1","ordered_on":"2026-11-10","drop_ship":false,"came_before":0})"},
    {"/v1/asns",
     R"({"sscc":"340123450000000017","asn":"ASN-1","item":"BRG-6204","quantity":4,"purchase":"PO-77/1","due":"2026-12-01"})"},
    {"/v1/suppliers",
     R"({"supplier":"SKF","name":"SKF Sales","lane":"road","country":"SE","review_days":7,"order_cost":"12.00","minimum_value":"100.00","free_freight":"500.00","auto_up_to":"1000.00","language":"en","contact":"Ms Berg"})"},
    {"/v1/sources",
     R"({"item":"BRG-6204","supplier":"SKF","price":"2.50","pack":10,"minimum":20,"lead_days":5,"rank":1,"until":"2027-12-31"})"},
    {"/v1/alternatives", R"({"item":"BRG-6204","other":"BRG-6204-2RS","units":1,"better":true})"},
    {"/v1/wishes", R"({"item":"BRG-6204","customer":"ACME","quantity":3,"until":"2027-01-31"})"},
    {"/v1/goodwill", R"({"days":5,"text":"5 % off","code":"SORRY5","cost":"4.50"})"},
    {"/v1/promotions", R"({"item":"BRG-6204","from":"2026-12-01","until":"2026-12-24","lift":150})"},
    {"/v1/history", R"({"item":"BRG-6204","day":"2026-10-01","units":12})"},
    {"/v1/faces", R"({"item":"BRG-6204","location":"A-01-02","min":10,"max":50})"},
    {"/v1/stock", R"({"place":"A-01-02","item":"BRG-6204","quantity":20})"},
}};

// What terminals say, and are answered.
constexpr std::array<Example, 5> questions{{
    {"/v1/enrol",
     R"({"protocol":1,"code":"3f9a2b7c1d8e4f60","key":"6b0c6e5d4f3a29180716253443526170fedcba98765432100123456789abcdef","signature":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"})"},
    {"/v1/push",
     R"({"protocol":1,"writer":"0123456789abcdef0123456789abcdef","events":[{"seq":7,"id":"r1","body":"{\"id\":\"r1\",\"do\":\"receive\",\"item\":\"BRG-6204\",\"quantity\":4,\"at\":\"DOCK-1\",\"by\":\"anna\",\"time\":\"2026-11-22T08:00:00.000Z\",\"claims\":[]}","hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]})"},
    {"/v1/pull",
     R"({"protocol":1,"writer":"0123456789abcdef0123456789abcdef","generation":"fedcba9876543210fedcba9876543210","cursor":12,"life":"00112233445566778899aabbccddeeff","now":"2026-11-22T08:00:00.000Z","rows":[{"table":"order_line","key":["SO-17",1]}]})"},
    {"/v1/wait",
     R"({"protocol":1,"writer":"0123456789abcdef0123456789abcdef","generation":"fedcba9876543210fedcba9876543210","cursor":12,"life":"00112233445566778899aabbccddeeff","now":"2026-11-22T08:00:00.000Z"})"},
    {"/v1/people", R"({"protocol":1,"sealed":"00112233445566778899aabbccddeeff"})"},
}};
constexpr std::array<Example, 5> answers_given{{
    {"/v1/enrol",
     R"({"protocol":1,"hub":"89abcdef0123456789abcdef01234567","key":"6b0c6e5d4f3a29180716253443526170fedcba98765432100123456789abcdef","terminal":"5c1f0a9d3b7e4826","name":"Dock 4"})"},
    {"/v1/push",
     R"({"protocol":1,"applied":7,"questioned":["r1"],"refusal":{"kind":"conflict","place":"event 8","message":"it does not continue what the hub has from this terminal: the database is a copy or damaged"}})"},
    {"/v1/pull",
     R"({"protocol":1,"generation":"fedcba9876543210fedcba9876543210","since":12,"cursor":13,"life":"00112233445566778899aabbccddeeff","more":false,"applied":7,"applied_hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","tables":[{"table":"lot","rows":[["BRG-6204","L1",20787,"available",""]]}]})"},
    {"/v1/wait", R"({"protocol":1,"changed":true})"},
    {"/v1/people", R"({"protocol":1,"sealed":"00112233445566778899aabbccddeeff"})"},
}};

template <std::size_t count>
std::string text_at(const std::array<Example, count>& all, std::string_view path) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Example& one) { return one.path == path; });
  return found == all.end() ? std::string() : std::string(found->json);
}

}  // namespace

std::string example_at(std::string_view path) {
  const std::string document = text_at(examples, path);
  return document.empty() ? text_at(questions, path) : document;
}

std::string example_of_answer(std::string_view path) { return text_at(answers_given, path); }

}  // namespace dockhand
