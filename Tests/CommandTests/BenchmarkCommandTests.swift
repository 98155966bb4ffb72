import Foundation
import TestSupport
import Testing

/// The command line of the accuracy benchmark.
@Suite struct BenchmarkCommandTests {
  private static let letter = "Date of Injury: 3/8/2010\n\nShe denies neck pain.\n"
  private static let brat = """
    T1\tDate 16 24\t3/8/2010
    A1\tRole T1 injury
    #1\tAnnotatorNotes T1\tvalue=2010-03-08
    T2\tDiagnosis 37 46\tneck pain
    A2\tAssertion T2 absent
    N1\tReference T2 ICD-10-CM:M54.2\tCervicalgia

    """

  private func letters(_ count: Int, _ annotation: String = brat) throws -> TemporaryFolder {
    let names = (0..<count).map { "letter-\($0)" }
    let texts = names.map { ($0 + ".txt", Self.letter) } + names.map { ($0 + ".ann", annotation) }
    return try TemporaryFolder(Dictionary(uniqueKeysWithValues: texts))
  }

  @Test func bratLettersAreScored() throws {
    let folder = try letters(10)
    let run = try CommandRun.benchmark("accuracy", folder.path)
    #expect(run.status == 0)
    #expect(run.messages == "")
    #expect(run.output.contains("on 10 letters"))
    let dates = try #require(run.lines.first { $0.hasPrefix("dates+role ") })
    #expect(dates.contains("1.000"))
    #expect(!run.output.contains("sessions:full"))
  }

  @Test func aLossAgainstTheBaselineFails() throws {
    let folder = try letters(10)
    let baseline = folder.path + "/baseline.json"
    let report = try CommandRun.benchmark("accuracy", folder.path, "--format", "json", "--without-text")
    #expect(report.status == 0 && !report.output.contains("neck pain"))
    try folder.write(Data(report.output.utf8), to: "baseline.json")
    #expect(try CommandRun.benchmark("accuracy", folder.path, "--baseline", baseline).status == 0)
    let predictions = (0..<10).map { "{\"id\":\"letter-\($0)\",\"dates\":[],\"diagnoses\":[]}\n" }.joined()
    try folder.write(Data(predictions.utf8), to: "none.json")
    let run = try CommandRun.benchmark(
      "accuracy", folder.path, "--baseline", baseline, "--predictions", folder.path + "/none.json")
    #expect(run.status == 1)
    #expect(run.output.contains("loss"))
  }

  @Test func aBoundThatIsNotReachedFails() throws {
    let folder = try letters(3)
    #expect(try CommandRun.benchmark("accuracy", folder.path, "--min", "dates=0.9").status == 0)
    let run = try CommandRun.benchmark("accuracy", folder.path, "--min", "dates=1.1", "--min", "sessions:full=0.1")
    #expect(run.status == 1)
    #expect(run.messages.contains("dates is below 1.1") && run.messages.contains("sessions:full is below 0.1"))
  }

  @Test func errorsAreShownInTheirContext() throws {
    let folder = try letters(2, Self.brat.replacingOccurrences(of: "Role T1 injury", with: "Role T1 service"))
    let list = try CommandRun.benchmark("accuracy", folder.path, "--errors", "dates")
    #expect(list.lines.count == 2)
    #expect(list.output.contains("role: wanted service, found injury"))
    let html = try CommandRun.benchmark("accuracy", folder.path, "--format", "html").output
    #expect(html.contains(#"<mark class="wanted found">3/8/2010</mark>"#))
    #expect(html.contains("<code>header/labels.tsv:") || html.contains("<code>dates/patterns.tsv:"))
  }

  /// Gold of the text is carried over to what is read from the pages.
  @Test func lettersAreScoredAsTheirPagesAreRead() throws {
    let folder = try letters(3)
    let lines = [
      ComposedPDF.Line("Priority: Standard  Date of Injury: 3/8/2010", y: 100),
      ComposedPDF.Line("She denies neck pain.", y: 150),
    ]
    for name in ["letter-0", "letter-1"] {
      try folder.write(ComposedPDF(pages: [lines]).data, to: "pages/\(name).pdf")
    }
    try folder.write(Data("%PDF-1.4".utf8), to: "pages/letter-2.pdf")
    let run = try CommandRun.benchmark("accuracy", folder.path, "--pages", folder.path + "/pages", "--format", "json")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let measures = try #require(report["measures"] as? [[String: Any]])
    let dates = try #require(measures.first { $0["name"] as? String == "dates+role" })
    // Two of three are found, and nothing else.
    let figure = try #require((dates["overlap"] as? [String: Any])?["value"] as? Double)
    #expect(abs(figure - 0.8) < 1e-9)
    #expect(run.messages.contains("letter-2.pdf: it is incomplete or no valid PDF"))
  }

  @Test func scansOfAFolderAreMade() throws {
    let folder = try TemporaryFolder()
    let line = ComposedPDF.Line("The applicant is a 52-year-old woman with bursitis of the right shoulder.", y: 100)
    try folder.write(ComposedPDF(pages: [[line]]).data, to: "in/a.pdf")
    try folder.write(Data("%PDF-1.4".utf8), to: "in/b.pdf")
    let options = ["--pages", folder.path + "/in", "--output", folder.path + "/out", "--seed", "3", "--dpi", "40"]
    let run = try CommandRun.benchmark(["degrade"] + options)
    #expect(run.status == 1)
    #expect(run.messages.contains("b.pdf: it is incomplete or no valid PDF"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out") == ["a.tiff"])
    let tiff = try Data(contentsOf: URL(filePath: folder.path + "/out/a.tiff"))
    #expect(tiff.starts(with: [0x49, 0x49, 0x2A, 0x00]) && tiff.count > 340 * 440)
    #expect(try CommandRun.benchmark("degrade", folder.path + "/in/a.pdf", "--skew", "80").status == 64)
  }

  @Test func goldThatCannotBeRightIsTold() throws {
    let folder = try letters(2, Self.brat.replacingOccurrences(of: "M54.2", with: "M54.99"))
    let run = try CommandRun.benchmark("check", folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("letter-0.ann: error: diagnoses at 37: no ICD-10-CM code M5499"))
    #expect(try CommandRun.benchmark("check", Corpus.letters, "--errors-only").status == 0)
  }

  @Test func agreementOfTwoAnnotators() throws {
    let (first, second) = try (letters(4), letters(4, Self.brat.replacingOccurrences(of: "absent", with: "present")))
    let run = try CommandRun.benchmark("agreement", first.path, second.path)
    #expect(run.status == 0)
    let assertion = try #require(run.lines.first { $0.hasPrefix("diagnoses:assertion ") })
    #expect(assertion.contains("0.000"))
    let span = try #require(run.lines.first { $0.hasPrefix("diagnoses:span ") })
    #expect(span.contains("1.000"))
  }

  @Test func noisyLettersAreWrittenWithTheirGold() throws {
    let folder = try letters(3)
    let run = try CommandRun.benchmark("degrade", folder.path, "--rate", "0.1", "--output", folder.path + "/noisy")
    #expect(run.status == 0)
    #expect(try CommandRun.benchmark("check", folder.path + "/noisy").status == 0)
    #expect(try CommandRun.benchmark("accuracy", folder.path + "/noisy").output.contains("on 3 letters"))
    let curve = try CommandRun.benchmark("robustness", folder.path, "--rates", "0,0.1")
    #expect(curve.status == 0 && curve.output.contains("10 %"))
  }

  @Test(arguments: [
    ["accuracy", "/nowhere"], ["accuracy", Corpus.letters, "--baseline", "/nowhere"],
    ["accuracy", Corpus.letters, "--min", "dates"], ["accuracy", Corpus.letters, "--resamples", "1"],
    ["robustness", Corpus.letters, "--rates", "2"], ["degrade", Corpus.letters], ["check", "/nowhere"],
  ])
  func aWrongCommandLineIsToldOnStandardError(arguments: [String]) throws {
    let run = try CommandRun.benchmark(arguments)
    #expect(run.status != 0)
    #expect(run.output == "")
    #expect(run.messages.contains("Error: "))
  }
}
