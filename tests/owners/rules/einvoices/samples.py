"""One maintenance fee as each syntax writes it; what a test changes, it replaces."""

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>26/3118</cbc:ID><cbc:IssueDate>2026-11-05</cbc:IssueDate><cbc:DueDate>2026-11-20</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:Note>https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif=B47000001&amp;numserie=26/3118</cbc:Note>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>H47051206</cbc:BuyerReference>
  <cac:OrderReference><cbc:ID>PED-9</cbc:ID></cac:OrderReference>
  <cac:DespatchDocumentReference><cbc:ID>OT-2026-118</cbc:ID></cac:DespatchDocumentReference>
  <cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme><cbc:CompanyID>ESB47000001</cbc:CompanyID>
    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Ascensores Duero, S. L.</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity>
    <cbc:RegistrationName>C.P. Calle Gamazo 12</cbc:RegistrationName><cbc:CompanyID>H47051206</cbc:CompanyID>
  </cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentMeans><cbc:PaymentMeansCode>59</cbc:PaymentMeansCode><cbc:PaymentID>RF18 2631</cbc:PaymentID>
    <cac:PayeeFinancialAccount><cbc:ID>ES9121000418450200051332</cbc:ID></cac:PayeeFinancialAccount>
    <cac:PaymentMandate><cbc:ID>M-47</cbc:ID></cac:PaymentMandate></cac:PaymentMeans>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">22.87</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">108.90</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">131.77</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">131.77</cbc:PayableAmount></cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="MON">1</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">108.90</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Cuota de mantenimiento, noviembre</cbc:Name>
      <cac:ClassifiedTaxCategory><cbc:Percent>21</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">108.9000</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>"""

CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>
  </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument><ram:ID>26/R0012</ram:ID><ram:TypeCode>381</ram:TypeCode><ram:IssueDateTime>
    <udt:DateTimeString format="102">20261105</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:SpecifiedTradeProduct><ram:Name>Abono de cuota</ram:Name></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>108.90</ram:ChargeAmount>
      </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">-1</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax>
        <ram:RateApplicablePercent>21.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>-108.90</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty><ram:Name>Ascensores Duero, S. L.</ram:Name><ram:SpecifiedTaxRegistration>
        <ram:ID schemeID="FC">47/1</ram:ID></ram:SpecifiedTaxRegistration><ram:SpecifiedTaxRegistration>
        <ram:ID schemeID="VA">ESB47000001</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>C.P. Calle Gamazo 12</ram:Name><ram:SpecifiedLegalOrganization>
        <ram:ID>H47051206</ram:ID></ram:SpecifiedLegalOrganization></ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>-108.90</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">-22.87</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>-131.77</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
      <ram:InvoiceReferencedDocument><ram:IssuerAssignedID>26/3102</ram:IssuerAssignedID>
      </ram:InvoiceReferencedDocument></ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""

ZUGFERD_1 = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0" xmlns:ram="r" xmlns:udt="u">
  <rsm:HeaderExchangedDocument><ram:ID>26/3118</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>
    <udt:DateTimeString format="102">20261105</udt:DateTimeString></ram:IssueDateTime></rsm:HeaderExchangedDocument>
  <rsm:SpecifiedSupplyChainTradeTransaction>
    <ram:ApplicableSupplyChainTradeAgreement><ram:SellerTradeParty><ram:Name>Duero</ram:Name></ram:SellerTradeParty>
      <ram:BuyerOrderReferencedDocument><ram:ID>PED-9</ram:ID></ram:BuyerOrderReferencedDocument>
    </ram:ApplicableSupplyChainTradeAgreement>
    <ram:ApplicableSupplyChainTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementMonetarySummation><ram:GrandTotalAmount>131.77</ram:GrandTotalAmount>
      </ram:SpecifiedTradeSettlementMonetarySummation></ram:ApplicableSupplyChainTradeSettlement>
    <ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedSupplyChainTradeDelivery>
      <ram:BilledQuantity unitCode="C62">1.0000</ram:BilledQuantity></ram:SpecifiedSupplyChainTradeDelivery>
      <ram:SpecifiedSupplyChainTradeSettlement><ram:ApplicableTradeTax><ram:ApplicablePercent>21</ram:ApplicablePercent>
      </ram:ApplicableTradeTax></ram:SpecifiedSupplyChainTradeSettlement>
      <ram:SpecifiedTradeProduct><ram:Name>Cuota</ram:Name></ram:SpecifiedTradeProduct>
    </ram:IncludedSupplyChainTradeLineItem>
  </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>"""

FACTURAE_INVOICE = """<Invoice>
    <InvoiceHeader><InvoiceNumber>3118</InvoiceNumber><InvoiceSeriesCode>26</InvoiceSeriesCode>
      <InvoiceDocumentType>FC</InvoiceDocumentType><InvoiceClass>OO</InvoiceClass></InvoiceHeader>
    <InvoiceIssueData><IssueDate>2026-11-05</IssueDate><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode></InvoiceIssueData>
    <InvoiceTotals><TotalGrossAmount>108.9</TotalGrossAmount>
      <TotalGrossAmountBeforeTaxes>108.9</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>22.87</TotalTaxOutputs>
      <InvoiceTotal>131.77</InvoiceTotal><TotalOutstandingAmount>131.77</TotalOutstandingAmount>
      <TotalExecutableAmount>131.77</TotalExecutableAmount></InvoiceTotals>
    <Items><InvoiceLine><ReceiverContractReference>C-12</ReceiverContractReference>
      <DeliveryNotesReferences><DeliveryNote><DeliveryNoteNumber>OT-2026-118</DeliveryNoteNumber></DeliveryNote>
      </DeliveryNotesReferences><ItemDescription>Cuota de mantenimiento</ItemDescription><Quantity>1.0</Quantity>
      <UnitOfMeasure>01</UnitOfMeasure><UnitPriceWithoutTax>108.90000000</UnitPriceWithoutTax>
      <TotalCost>108.9</TotalCost><GrossAmount>108.9</GrossAmount>
      <TaxesOutputs><Tax><TaxTypeCode>01</TaxTypeCode><TaxRate>21.00</TaxRate></Tax></TaxesOutputs></InvoiceLine></Items>
    <PaymentDetails><Installment><InstallmentDueDate>2026-11-20</InstallmentDueDate><PaymentMeans>02</PaymentMeans>
      <AccountToBeDebited><IBAN>ES9121000418450200051332</IBAN></AccountToBeDebited></Installment></PaymentDetails>
  </Invoice>"""

FACTURAE = f"""<?xml version="1.0" encoding="UTF-8"?>
<fe:Facturae xmlns:fe="http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml">
  <FileHeader><SchemaVersion>3.2.2</SchemaVersion><Modality>I</Modality></FileHeader>
  <Parties><SellerParty><TaxIdentification><TaxIdentificationNumber>B47000001</TaxIdentificationNumber>
    </TaxIdentification><LegalEntity><CorporateName>Ascensores Duero, S. L.</CorporateName></LegalEntity></SellerParty>
    <BuyerParty><TaxIdentification><TaxIdentificationNumber>12345678Z</TaxIdentificationNumber></TaxIdentification>
      <Individual><Name>Pilar</Name><FirstSurname>Ortega</FirstSurname></Individual></BuyerParty></Parties>
  <Invoices>{FACTURAE_INVOICE}</Invoices>
</fe:Facturae>"""
