"""What do the demo's reports say? Invented matters about premises and offices, told with respect for everybody."""

from app.police.reports.terms import ReportKind

# {e} an establishment, {v} a village.
CONTENTS: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.CRIME_REPORT: (
        "Người báo tin cho biết {e} có dấu hiệu giữ giấy tờ của người lao động, không cho nghỉ việc.",
        "Qua điện thoại, người dân báo tại {e} có người kêu cứu trong đêm, nghi có hành vi cưỡng ép.",
        "Gia đình trình báo con gái 16 tuổi đi làm phục vụ tại {e}, một tuần nay không liên lạc được.",
        "Người dân {v} báo có tờ rơi quảng cáo việc làm lương cao ở xa, có dấu hiệu lừa gạt người lao động trẻ.",
        "Tin báo về nhóm người lạ thuê {e} dài ngày, có dấu hiệu chứa chấp hoạt động trái pháp luật.",
        "Người lao động tại {e} trình báo bị đánh khi xin thôi việc, có thương tích nhẹ.",
        "Người báo tin nghi {e} cho người dưới 18 tuổi phục vụ khách vào ban đêm.",
        "Tin báo việc cho vay kèm ép làm việc trừ nợ tại {e}; người vay đề nghị được giúp đỡ.",
        "Camera của {v} ghi lại việc xô xát trước cửa {e}; người dân giao nộp đoạn ghi hình.",
    ),
    ReportKind.DENUNCIATION: (
        "Tố cáo người quản lý {e} thu giữ tiền công và đe dọa người lao động.",
        "Tố cáo cán bộ tiếp nhận không lập biên bản khi người dân trình báo vụ việc tại {v}.",
        "Tố cáo việc báo trước cho {e} về đợt kiểm tra liên ngành.",
        "Tố cáo chủ {e} khai báo lưu trú không đúng số người thực tế trong nhiều ngày.",
        "Tố cáo việc nhận tiền để bỏ qua vi phạm về giờ hoạt động của {e}.",
    ),
    ReportKind.COMPLAINT: (
        "Chủ {e} khiếu nại quyết định xử phạt về thông báo lưu trú, cho rằng đã nộp thông báo đúng hạn.",
        "Khiếu nại về việc lập biên bản vi phạm tiếng ồn đối với {e} khi không có kết quả đo.",
        "Khiếu nại việc chậm trả lại giấy tờ đã tạm giữ trong đợt kiểm tra tại {e}.",
        "Khiếu nại mức phạt áp dụng với {e}, đề nghị xem xét tình tiết giảm nhẹ.",
        "Hộ dân {v} khiếu nại việc từ chối tiếp nhận đơn ngày thứ Sáu.",
    ),
    ReportKind.PETITION: (
        "Kiến nghị tăng thời gian tuần tra buổi tối quanh khu vực {e}.",
        "Kiến nghị lắp thêm đèn chiếu sáng ở đường vào {v} để phụ nữ đi làm ca đêm yên tâm.",
        "Chi hội phụ nữ {v} kiến nghị phối hợp tư vấn việc làm cho lao động tại các cơ sở dịch vụ.",
        "Kiến nghị hướng dẫn các chủ nhà trọ ở {v} về thông báo lưu trú qua mạng.",
        "Kiến nghị tổ chức ký cam kết đối với các cơ sở dịch vụ quanh {e}.",
    ),
    ReportKind.FEEDBACK: (
        "Người dân {v} phản ánh {e} mở nhạc lớn sau 22 giờ, ảnh hưởng việc học của trẻ nhỏ.",
        "Phản ánh tờ rơi quảng cáo không lành mạnh dán ở cổng trường và nhà văn hóa {v}.",
        "Phản ánh xe của khách {e} đỗ kín lối đi vào buổi tối.",
        "Người lao động phản ánh {e} chậm trả lương hai tháng.",
        "Phản ánh {e} không niêm yết giá, khách thường xuyên to tiếng lúc đêm khuya.",
        "Phản ánh {e} hoạt động quá giờ quy định vào cuối tuần.",
    ),
}
RESULTS = {
    "criminal": "Xác minh tại chỗ và làm việc với những người liên quan: nội dung có cơ sở, có dấu hiệu tội phạm.",
    "administrative": "Kiểm tra thực tế: có vi phạm hành chính như nội dung nêu; đã lập biên bản.",
    "unfounded": "Đã xác minh tại cơ sở và lấy ý kiến người dân xung quanh: chưa có căn cứ như nội dung nêu.",
}
HANDLINGS = {
    "criminal": "Chuyển hồ sơ đến cơ quan điều tra có thẩm quyền; giữ liên hệ để bảo vệ người báo tin.",
    "administrative": "Ra quyết định xử phạt theo thẩm quyền; yêu cầu cơ sở ký cam kết và khắc phục.",
    "unfounded": "Thông báo kết quả cho người gửi, giải thích quy định; lưu hồ sơ.",
}
EXTENSION = "Vụ việc có nhiều tình tiết, cần xác minh ở nhiều địa điểm."
SUSPENSION = "Chờ kết quả giám định."
ESCALATION = "Có người dưới 18 tuổi liên quan, đề nghị lãnh đạo cho ý kiến."
RECLASSIFICATION = "Nội dung là phản ánh về trật tự, không phải tin báo về tội phạm."
REASONS_NO_NOTICE = "Người gửi không nêu họ tên, địa chỉ."
RESPONDENTS = ("Người quản lý cơ sở", "Cán bộ tiếp nhận", "Tổ công tác")
AUTHORITY = "Ủy ban nhân dân xã"
