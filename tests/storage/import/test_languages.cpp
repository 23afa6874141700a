// Exports of systems whose users have set them to another language than English.
#include <fstream>

#include "storage/import/import.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { choices.header.make = true; }
  void tearDown() {}

  TemporaryFolder folder;
  ImportChoices choices;

  // "order/1 customer item quantity day", each line, whatever the file becomes.
  std::string read(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    const ParsedImport parsed = parse_import(folder / "file.csv", choices).value();
    INFO((parsed.report.errors.empty() ? "" : parsed.report.errors.front().sentence()));
    REQUIRE(parsed.report.errors.empty());
    std::string all;
    for (const ImportRow& row : parsed.rows) all += line_of(row);
    return all;
  }
  static std::string line_of(const ImportRow& row) {
    if (const auto* order = std::get_if<OrderLineRow>(&row)) {
      return order->line.text() + " " + order->customer + " " + order->item.text() + " " + order->ordered.text() + " " +
             order->promised.text() + "\n";
    }
    if (const auto* bought = std::get_if<PurchaseLineRow>(&row)) {
      return bought->line.text() + " " + bought->supplier + " " + bought->item.text() + " " + bought->expected.text() +
             " " + bought->due.text() + "\n";
    }
    if (const auto* stock = std::get_if<OpeningRow>(&row)) {
      const Units& units = stock->units;
      return stock->place.text() + " " + units.item.text() + " " + units.quantity.text() + " " +
             (units.lot ? units.lot->text() : "no lot") + "\n";
    }
    if (const auto* item = std::get_if<ItemRow>(&row)) return item->item.text() + " " + item->name + "\n";
    if (const auto* barcode = std::get_if<BarcodeRow>(&row)) return barcode->code + " " + barcode->item.text() + "\n";
    return "";
  }
};

}  // namespace

TEST(odoo_in_german_has_purchases_sales_and_products) {
  REQUIRE(read("Auftragsreferenz,Lieferant,Bestellfrist,Auftragszeilen/Produkt,Auftragszeilen/Menge,"
               "Auftragszeilen/Angenommene Menge,Auftragszeilen/Voraussichtliche Ankunft,Status\n"
               "P1,Acme,2026-11-20 10:00:00,[BRG-1] Lager,\"40,00\",\"0,00\",2026-12-01 12:00:00,Bestellung\n"
               ",,,[GLV-1] Handschuh,\"5,00\",\"5,00\",2026-12-02 12:00:00,\n"
               "P2,Acme,2026-11-20 10:00:00,[BRG-1] Lager,\"1,00\",\"0,00\",2026-12-01 12:00:00,Angebotsanfrage\n") ==
          "P1/1 Acme BRG-1 40 2026-12-01\n");
  REQUIRE(read("Auftragsreferenz,Kunde,Auftragsdatum,Lieferdatum,Status,Auftragspositionen/Produkt,"
               "Auftragspositionen/Menge,Auftragspositionen/Gelieferte Menge\n"
               "S1,Beta,2026-11-20 10:00:00,2026-12-01 12:00:00,Verkaufsauftrag,[BRG-1] Lager,\"4,00\",\"0,00\"\n"
               ",,,,,[GLV-1] Handschuh,\"5,00\",\"0,00\"\n"
               "S2,Beta,2026-11-20 10:00:00,2026-12-01 12:00:00,Angebot,[BRG-1] Lager,\"4,00\",\"0,00\"\n") ==
          "S1/1 Beta BRG-1 4 2026-12-01\nS1/2 Beta GLV-1 5 2026-12-01\n");
  REQUIRE(read("Interne Referenz,Name,Barcode,Verkaufspreis\nBRG-1,Lager,5901234123457,\"3,50\"\n") ==
          "BRG-1 Lager\n05901234123457 BRG-1\n");
}

TEST(sap_business_one_in_german_counts_what_is_open) {
  REQUIRE(read("Belegnummer;Lieferantencode;Lieferantenname;Lieferdatum;Artikelnr.;Menge;Offene Menge;Status\n"
               "4711;L1;Acme;01.12.2026;BRG-1;40,000;30,000;Offen\n"
               ";;;;GLV-1;5,000;0,000;Geschlossen\n") == "4711/1 L1 BRG-1 40 2026-12-01\n");
  REQUIRE(read("Belegnummer;Kundencode;Kundenname;Lieferdatum;Artikelnr.;Menge;Offene Menge;Status\n"
               "4712;K1;Beta;01.12.2026;BRG-1;40,000;40,000;Offen\n") == "4712/1 K1 BRG-1 40 2026-12-01\n");
}

TEST(erpnext_in_german_has_purchases_and_sales) {
  REQUIRE(read("ID,Lieferant,Status,Artikel-Code (Artikel),Menge (Artikel),Benötigt bis (Artikel)\n"
               "PO-1,Acme,Zu empfangen und abzurechnen,BRG-1,40.0,2026-12-01\n"
               ",,,GLV-1,5.0,2026-12-01\n") == "PO-1/1 Acme BRG-1 40 2026-12-01\nPO-1/2 Acme GLV-1 5 2026-12-01\n");
  REQUIRE(read("ID,Kunde,Datum,Lieferdatum,Status,Artikel-Code (Artikel),Menge (Artikel),Lieferdatum (Artikel),"
               "Gelieferte Menge (Artikel)\n"
               "SO-1,Beta,20.11.2026,15.12.2026,Auszuliefern und Abzurechnen,BRG-1,\"4,000\",15.12.2026,\"0,000\"\n"
               ",,,,,GLV-1,\"2,000\",16.12.2026,\"0,000\"\n"
               "SO-2,Beta,20.11.2026,15.12.2026,Abgeschlossen,BRG-1,\"4,000\",15.12.2026,\"4,000\"\n") ==
          "SO-1/1 Beta BRG-1 4 2026-12-15\nSO-1/2 Beta GLV-1 2 2026-12-16\n");
}

TEST(web_shops_in_german_have_orders) {
  REQUIRE(read("Bestellnummer,Bestellstatus,Bestelldatum,Vorname (Rechnung),Nachname (Rechnung),E-Mail (Rechnung),"
               "Artikel #,SKU,Menge (- Erstattung)\n"
               "118,In Bearbeitung,2026-11-12 08:10,Ann,Beta,a@x,1,BRG-1,4\n"
               "119,Fertiggestellt,2026-11-12 08:10,Ann,Beta,a@x,1,BRG-1,4\n") == "118/1 a@x BRG-1 4 2026-11-12\n");
  REQUIRE(read("orderNumber;orderDateTime;orderCustomer.email;orderCustomer.firstName;orderCustomer.lastName;"
               "lineItems.productNumber;lineItems.quantity;stateMachineState.name\n"
               "12;2026-11-20T10:11:12+00:00;a@x;Ann;Beta;BRG-1;3;Open\n") == "12/1 a@x BRG-1 3 2026-11-20\n");
}

TEST(odoo_in_french_has_purchases_sales_and_products) {
  REQUIRE(read("Référence de commande,Fournisseur,Statut,Lignes de commande/Article,Lignes de commande/Quantité,"
               "Lignes de commande/Quantité reçue,Lignes de commande/Arrivée prévue\n"
               "P1,Acme,Bon de commande fournisseur,[BRG-1] Roulement,40.0,0.0,2026-12-15 00:00:00\n"
               ",,,[GLV-1] Gant,5.0,0.0,2026-12-16 00:00:00\n"
               "P2,Acme,Demande de prix,[BRG-1] Roulement,1.0,0.0,2026-12-15 00:00:00\n") ==
          "P1/1 Acme BRG-1 40 2026-12-15\nP1/2 Acme GLV-1 5 2026-12-16\n");
  REQUIRE(read("Référence commande,Client,Date de commande,Date de livraison,Statut,Lignes de la commande/Produit,"
               "Lignes de la commande/Quantité,Lignes de la commande/Quantité livrée\n"
               "S1,Beta,2026-11-27 10:00:00,2026-12-15 00:00:00,Bon de commande,[BRG-1] Roulement,4.0,0.0\n"
               "S2,Beta,2026-11-27 10:00:00,2026-12-15 00:00:00,Devis,[BRG-1] Roulement,9.0,0.0\n") ==
          "S1/1 Beta BRG-1 4 2026-12-15\n");
  REQUIRE(read("Référence interne,Nom,Code-barres,Prix de vente\nBRG-1,Roulement,5901234123457,3.5\n") ==
          "BRG-1 Roulement\n05901234123457 BRG-1\n");
}

TEST(odoo_in_spanish_has_purchases_and_sales) {
  REQUIRE(read("Referencia de la orden,Proveedor,Estado,Líneas de la orden/Producto,Líneas de la orden/Cantidad,"
               "Líneas de la orden/Llegada esperada\n"
               "P1,Acme,Orden de compra,[BRG-1] Rodamiento,40.0,2026-12-15 00:00:00\n") ==
          "P1/1 Acme BRG-1 40 2026-12-15\n");
  REQUIRE(read("Referencia del pedido,Cliente,Fecha de orden,Fecha de entrega,Estado,Líneas del pedido/Producto,"
               "Líneas del pedido/Cantidad,Líneas del pedido/Cantidad entregada\n"
               "S1,Beta,2026-11-27 10:00:00,2026-12-15 00:00:00,Orden de venta,[BRG-1] Rodamiento,4.0,0.0\n"
               ",,,,,[GLV-1] Guante,2.0,0.0\n") == "S1/1 Beta BRG-1 4 2026-12-15\nS1/2 Beta GLV-1 2 2026-12-15\n");
}

TEST(erpnext_in_french_has_sales) {
  REQUIRE(read("ID,Client,Date,Date de Livraison,Statut,Code de l'Article (Articles),Quantité (Articles),"
               "Date de Livraison (Articles),Qté Livrée (Articles)\n"
               "SO-1,Beta,27/11/2026,15/12/2026,À Livrer et Facturer,BRG-1,\"4,000\",15/12/2026,\"0,000\"\n"
               ",,,,,GLV-1,\"2,000\",15/12/2026,\"0,000\"\n") ==
          "SO-1/1 Beta BRG-1 4 2026-12-15\nSO-1/2 Beta GLV-1 2 2026-12-15\n");
}

TEST(tryton_has_moves_from_suppliers_in_german_french_and_spanish) {
  const std::string line = "PO-1/1 Acme BRG-1 24 2026-12-01\n";
  REQUIRE(read("Herkunft,Artikel,Menge,Einheit,Von Lagerort,Zu Lagerort,Geplantes Datum,Status\n"
               "PO-1,[BRG-1] Lager,24,Einheit,Acme,Wareneingang,2026-12-01,Entwurf\n"
               "PO-1,[GLV-1] Handschuh,20,Einheit,Acme,Wareneingang,2026-12-01,Erledigt\n"
               ",[GLV-1] Handschuh,20,Einheit,Lagerzone,Warenausgang,2026-12-01,Entwurf\n") == line);
  REQUIRE(read("Origine,Produit,Quantité,Unité,Emplacement d'origine,Emplacement de destination,Date planifiée,État\n"
               "PO-1,[BRG-1] Roulement,24.0,Unité,Acme,Zone d'entrée,2026-12-01,Brouillon\n"
               "PO-1,[GLV-1] Gant,20.0,Unité,Acme,Zone d'entrée,2026-12-01,Effectué\n") == line);
  REQUIRE(read("Origen,Producto,Cantidad,UdM,Desde ubicación,A ubicación,Fecha estimada,Estado\n"
               "PO-1,[BRG-1] Rodamiento,24.0,Unidad,Acme,Zona de entrada,2026-12-01,Borrador\n") == line);
}

TEST(capital_letters_with_accents_are_the_same_letters) {
  REQUIRE(read("RÉFÉRENCE INTERNE,NOM,CODE-BARRES\nBRG-1,Roulement,5901234123457\n") ==
          "BRG-1 Roulement\n05901234123457 BRG-1\n");
}

TEST(what_lies_in_stock_is_read_from_odoo_and_erpnext_by_the_end_of_its_path) {
  REQUIRE(read("Location,Product,Product Category,Lot/Serial Number,Quantity,Reserved Quantity\n"
               "WH/Stock/A-01,[BRG-1] Bearing,All,,24.0,0.0\nA-02,[GLV-1] Glove,All,L9,5.0,0.0\n") ==
          "A-01 BRG-1 24 no lot\nA-02 GLV-1 5 L9\n");
  REQUIRE(read("Lagerort,Produkt,Los-/Seriennummer,Menge,Reservierte Menge\nWH/Bestand/A-01,[BRG-1] "
               "Lager,,\"24,00\",\"0,00\"\n") == "A-01 BRG-1 24 no lot\n");
  REQUIRE(read("Item,Item Name,Item Group,Warehouse,Stock UOM,Balance Qty,Balance Value\n"
               "BRG-1,Bearing,All,A-01,Nos,24.0,240.0\n'Total',,,,,24.0,240.0\n") == "A-01 BRG-1 24 no lot\n");
}

TEST(inventree_has_lines_of_sales_orders) {
  REQUIRE(read("Line Item ID,Order Reference,Customer,Part Name,Part IPN,Quantity,Allocated,Shipped,Target Date,Order "
               "Status\n7,SO-21,Beta,Bearing,BRG-1,24,0,0,2026-12-01,In Progress\n") ==
          "SO-21/1 Beta BRG-1 24 2026-12-01\n");
}

TEST(a_day_that_erpnext_says_once_for_a_document_holds_for_all_its_lines) {
  REQUIRE(read("ID,Customer,Date,Status,Delivery Date,Item Code (Items),Quantity (Items)\n"
               "S1,Beta,2026-11-12,To Deliver and Bill,2026-12-13,BRG-1,4\n,,,,,GLV-1,5\n") ==
          "S1/1 Beta BRG-1 4 2026-12-13\nS1/2 Beta GLV-1 5 2026-12-13\n");
  REQUIRE(read("ID,Kunde,Datum,Status,Lieferdatum,Artikel-Code (Artikel),Menge (Artikel)\n"
               "S1,Beta,2026-11-12,Zu liefern,2026-12-13,BRG-1,4\n,,,,,GLV-1,5\n") ==
          "S1/1 Beta BRG-1 4 2026-12-13\nS1/2 Beta GLV-1 5 2026-12-13\n");
  REQUIRE(read("ID,Supplier,Date,Status,Required By,Item Code (Items),Quantity (Items)\n"
               "P1,Acme,2026-11-12,To Receive and Bill,2026-12-13,BRG-1,4\n,,,,,GLV-1,5\n") ==
          "P1/1 Acme BRG-1 4 2026-12-13\nP1/2 Acme GLV-1 5 2026-12-13\n");
}
